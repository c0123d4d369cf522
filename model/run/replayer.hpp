// SPDX-License-Identifier: MIT
// Makes any step of a run again, on a thread of its own, while the run goes on.
#pragma once

#include "model/core/latest.hpp"
#include "model/core/mailbox.hpp"
#include "model/run/journal.hpp"
#include "model/run/replay.hpp"
#include "model/run/run_number.hpp"

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <limits>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace wordfield::inline run {

/// From a keyframe to a step of its run.
struct Way {
    std::shared_ptr<const Corpus> corpus;
    RunId run;
    std::int64_t step = 0, tick = 0; ///< where it ends
    std::int64_t from_tick = 0;      ///< of the keyframe
    std::shared_ptr<const Keyframe> from;
    std::function<std::shared_ptr<const Keyframe>()> load{}; ///< where `from` is null; throws Error
    Journal asked; ///< what was asked after the keyframe, up to the end
    // What of a moment is the run's and not the trainer's.
    std::shared_ptr<const Moment> beginning;
    std::shared_ptr<const RunHistory> earlier;
    bool reopened = false;
};

struct ArchivedRun;

/// To a step of a run that is on the disk alone, among the first `until` that it made. Nothing where no
/// keyframe leads there.
std::optional<Way> way_of(const ArchivedRun& kept, std::shared_ptr<const Corpus> corpus, std::int64_t step,
                          std::int64_t until = std::numeric_limits<std::int64_t>::max());

/// For BranchFrom: a trainer as that of a run was after a step.
struct ReplayedTrainer {
    std::unique_ptr<Trainer> trainer;
    RunId run;             ///< whose steps they were
    std::int64_t tick = 0; ///< of that run
    BranchFrom asked;
    std::shared_ptr<const ArchivedRun> reopened{}; ///< no branch: this run itself goes on; null for a branch
};

class Replayer {
public:
    struct Job {
        Way way;
        std::uint64_t ticket = 0;
        std::optional<BranchFrom> branch;              ///< what is to become of it; nothing: it is looked at
        std::shared_ptr<const ArchivedRun> reopened{}; ///< as ReplayedTrainer::reopened; with a `branch`
    };
    using OnBranch = std::function<void(std::shared_ptr<ReplayedTrainer>)>;

    /// Both are called on the thread; `on_news` after each Replay and each recalled moment, `on_branch` with
    /// what a branch begins with. Either may be empty.
    Replayer(std::function<void()> on_news, OnBranch on_branch);
    ~Replayer();
    Replayer(const Replayer&) = delete;
    Replayer& operator=(const Replayer&) = delete;

    /// Any thread. One that is under way gives way to it.
    void start(Job job);
    /// Any thread. Where these ways end, one after the other, whenever there is nothing else to do; in place
    /// of what was to be recalled before.
    void recall(std::vector<Way> ways);
    /// The moments of that, each once; those that cannot be had are left out.
    [[nodiscard]] Mailbox<std::shared_ptr<const Moment>>& recalled() { return recalled_; }
    /// Any thread. Gives up what is under way.
    void cancel();
    /// At most some thirty a second, and the last one always.
    [[nodiscard]] const Latest<Replay>& replays() const { return replays_; }

private:
    void serve(const std::stop_token& stop);
    void work_on(const Job& job, const std::stop_token& stop);
    void recall(const Way& way);
    /// Null when it was given up on the way.
    [[nodiscard]] std::unique_ptr<Trainer> replayed(const Job& job, Replay& told,
                                                    const std::stop_token& stop);
    void tell(const Replay& told);

    std::function<void()> on_news_;
    OnBranch on_branch_;
    Latest<Replay> replays_;
    Mailbox<std::shared_ptr<const Moment>> recalled_;
    std::mutex mutex_;
    std::condition_variable_any changed_;
    std::optional<Job> next_;
    std::deque<Way> to_recall_;
    std::stop_source given_up_; ///< of the job under way
    std::jthread thread_;       ///< the last member: it stops before what it uses goes
};

/// The moment of a trainer that has been made again, as its run published it, but for what was measured on
/// held-out text: that is measured anew, at this very step.
Moment moment_of(Trainer& trainer, const Way& way);

} // namespace wordfield::inline run
