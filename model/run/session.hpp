// SPDX-License-Identifier: MIT
// The model's front door: a thread that trains, takes requests and publishes moments. Whoever holds a
// Session never waits for the training, and the training never waits for anybody.
#pragma once

#include "model/core/latest.hpp"
#include "model/core/mailbox.hpp"
#include "model/run/archive.hpp"
#include "model/run/replayer.hpp"
#include "model/run/run_file.hpp"
#include "model/run/status.hpp"
#include "model/train/commands.hpp"

#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace wordfield::inline run {

struct SessionOptions {
    std::shared_ptr<const Corpus> corpus;
    ModelConfig model;
    TrainConfig train;
    bool start_running = true;
    std::int64_t step_budget = -1;           ///< pause after so many steps; -1 for none
    std::shared_ptr<const RunFile> resume{}; ///< go on from here; `model` and `train` are then not looked at
    std::shared_ptr<ReopenedRun> reopened{}; ///< go on with this one, of `archive`; comes before `resume`
    std::shared_ptr<Archive> archive{};      ///< keeps every run from its beginning; null for none
    std::size_t keyframe_bytes = std::size_t{72} << 20U; ///< see SetKeyframeBytes
    std::function<void()>
        on_news; ///< called on the trainer's thread after each published status; may be empty
};

class Session {
public:
    /// Throws Error when the settings do not fit each other or the corpus. Training begins at once.
    explicit Session(SessionOptions options);
    /// As finish().
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    /// From any thread; handled between two steps, in order. Returns its ticket: Status::applied has
    /// reached it in every status that knows of the command, as does that status's moment.
    std::uint64_t post(Command command);
    /// Posts it; the future has its outcome.
    std::future<void> save(SaveCheckpoint command);
    /// At most 30 a second while training; at once at step 0, on a pause, after every command, at the end of
    /// a budget. Without a moment where memory did not even suffice for the first one: then its message says
    /// why.
    [[nodiscard]] const Latest<Status>& status() const { return status_; }
    /// The moments of them, each once, and before the status that has it.
    [[nodiscard]] const Latest<Moment>& moments() const { return moments_; }
    /// How far ShowStep or BranchFrom is, and the moment that ShowStep asked for.
    [[nodiscard]] const Latest<Replay>& replays() const { return replayer_.replays(); }
    /// The moments that RecallSteps asked for, those that have come since the last call.
    [[nodiscard]] std::vector<std::shared_ptr<const Moment>> recalled() {
        return replayer_.recalled().drain();
    }
    /// Stops after the current step. Of what was posted before, saves are still carried out, and whatever
    /// comes before them; the outcome is in a last status.
    void finish();

private:
    Mailbox<Asked> mailbox_;
    std::mutex posting_; ///< tickets lie in the mailbox in their order
    std::uint64_t ticket_ = 0;
    Latest<Moment> moments_;
    Latest<Status> status_;
    Replayer replayer_;
    std::jthread thread_; ///< declared last: stopped and joined before what it uses goes
};

} // namespace wordfield::inline run
