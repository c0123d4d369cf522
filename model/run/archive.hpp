// SPDX-License-Identifier: MIT
// What a run hands to whoever keeps it for good, and what comes back from there. None of it waits for a disk.
#pragma once

#include "model/run/journal.hpp"
#include "model/run/run_history.hpp"
#include "model/run/run_line.hpp"
#include "model/text/corpus.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace wordfield::inline run {

/// Steps count up from here with the ticks, until the next.
struct Stretch {
    std::int64_t tick, step;
    bool operator==(const Stretch&) const = default;
};

/// After how many steps a run that has made `ticks` was at this one; where it went back and came by again,
/// the last time counts. Nothing where it never was.
std::optional<std::int64_t> tick_of(std::int64_t step, const std::vector<Stretch>& stretches,
                                    std::int64_t ticks);

/// Where a run has come to, and what was measured there.
struct RunProgress {
    std::int64_t tick = 0, step = 0;
    float train_loss = 0.0F;        ///< nats a token
    float heldout_loss = 0.0F;      ///< the same, of `heldout_step`
    std::int64_t heldout_step = -1; ///< -1 for none
    bool operator==(const RunProgress&) const = default;
};

/// One that can be had from a disk.
struct ArchivedKeyframe {
    std::int64_t tick = 0;
    std::size_t entries = 0;                               ///< as Keyframe::entries
    std::function<std::shared_ptr<const Keyframe>()> load; ///< any thread; throws Error
};

/// Of one run; all on the thread of the run, but for before().
class RunArchive {
public:
    virtual ~RunArchive() = default;
    /// It is the one that trains from now on.
    virtual void entered() = 0;
    virtual void named(const std::string& name) = 0;
    virtual void deleted(bool gone) = 0;
    virtual void asked(const JournalEntry& entry) = 0;
    virtual void went_back(const Stretch& to) = 0;
    /// After each step; what comes within a second or so may be left out.
    virtual void stepped(const RunProgress& now) = 0;
    /// The same where training stops for a while: never left out.
    virtual void stopped(const RunProgress& now) = 0;

    /// Whether it would keep one of this tick, for it lies far enough behind the last, and the disk keeps up.
    [[nodiscard]] virtual bool keyframe_due(std::int64_t tick) const = 0;
    /// Whether what would be kept now is kept already.
    [[nodiscard]] virtual bool has_keyframe(std::int64_t tick, std::size_t entries) const = 0;
    virtual void keep(std::shared_ptr<const Keyframe> frame, std::int64_t step) = 0;
    /// The last one that does not lie after `tick`.
    [[nodiscard]] virtual std::optional<ArchivedKeyframe> before(std::int64_t tick) const = 0;
};

/// A run as it was when it was there last, all but its trainer.
struct ArchivedRun {
    RunId id; ///< in this process
    std::string name;
    Journal journal;
    std::vector<Stretch> stretches; ///< the first at tick 0
    std::int64_t ticks = 0, step = 0;
    std::shared_ptr<const RunHistory> curves; ///< until then; null for none
    std::string corpus;                       ///< its text_key()
    std::shared_ptr<RunArchive> archive;
};

/// Tells texts apart that do not give the same steps: 64 hexadecimal digits.
std::string text_key(const Corpus& corpus);

/// Goes on where it was.
struct ReopenedRun {
    ArchivedRun run;
    std::unique_ptr<Trainer> trainer;
    std::int64_t made_again = 0; ///< steps, for they lay behind the last keyframe
};

/// All runs of a session, and those of sessions before it.
class Archive {
public:
    virtual ~Archive() = default;
    /// Another run is kept from now on.
    [[nodiscard]] virtual std::shared_ptr<RunArchive> begin(const RunId& id, const std::string& name,
                                                            std::int64_t step, const Corpus& corpus) = 0;
    /// Those that learned from the text of this key, of earlier sessions, too, but for those that were
    /// deleted.
    [[nodiscard]] virtual std::vector<RunLine> lines(const std::string& text) const = 0;
    /// Null when there is none with that number, or nothing of it can be read.
    [[nodiscard]] virtual std::shared_ptr<const ArchivedRun> find(std::uint64_t number) const = 0;
    /// What there is to tell of the disk, once: a sentence, or nothing. Any thread.
    [[nodiscard]] virtual std::string take_notice() = 0;
};

} // namespace wordfield::inline run
