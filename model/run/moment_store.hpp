// SPDX-License-Identifier: MIT
// Every moment that is kept, of whatever run and for whatever reason, within one bound of bytes. Others hold
// ids and look here what has become of them.
#pragma once

#include "model/run/run_number.hpp"
#include "model/run/timeline.hpp"

#include <compare>
#include <cstdint>
#include <map>
#include <memory>
#include <span>

namespace wordfield::inline run {

/// Names a moment: no two of a process with different weights have the same one.
struct MomentId {
    std::uint64_t run = 0;
    std::int64_t step = 0;
    std::uint64_t applied = 0; ///< ticket of the last command: a step may be changed by hand
    auto operator<=>(const MomentId&) const = default;
};
MomentId id_of(const Moment& moment);

class MomentStore {
public:
    using Kept = Timeline::Kept;

    /// Recorded moments take at most `most_bytes` together with those that are held; of every run the front
    /// one stays whatever it takes, and what is held stays.
    explicit MomentStore(std::size_t most_bytes = std::size_t{112} << 20U, std::size_t most_moments = 160)
        : most_bytes_{most_bytes}, most_moments_{most_moments} {}

    /// Makes room at once where there is less now.
    void set_most_bytes(std::size_t bytes);
    /// Of all runs; the bounds stay.
    void forget() {
        runs_.clear();
        held_.clear();
    }

    /// Puts it on its run's timeline (see Timeline::offer), and makes room.
    void record(std::shared_ptr<const Moment> moment, std::shared_ptr<const Layout> layout);
    /// The same for one that was made again: see Timeline::insert.
    void recall(std::shared_ptr<const Moment> moment, std::shared_ptr<const Layout> layout);
    /// A run branches off another one, of which it takes what came before that: see Timeline::branch. Nothing
    /// happens where something of it was recorded already, or nothing of the other one.
    void begin_branch(const RunId& branch);
    /// What was recorded of a run; nothing of one that nothing was recorded of.
    [[nodiscard]] const Timeline& of_run(std::uint64_t run) const;
    /// Drops what was recorded of all runs but these. What is held stays.
    void forget_runs_but(std::span<const std::uint64_t> runs);

    /// Keeps this one whatever becomes of its timeline, until hold_only().
    MomentId hold(const std::shared_ptr<const Moment>& moment);
    /// The same with this map where the store knows none of it.
    MomentId hold(const std::shared_ptr<const Moment>& moment, std::shared_ptr<const Layout> layout);
    /// Lets go of those that are held and not among these.
    void hold_only(std::span<const MomentId> wanted);

    /// Held or recorded; empty when it is neither any more.
    [[nodiscard]] Kept find(const MomentId& id) const;

    /// Memory that all of it holds on to; what moments share counts once.
    [[nodiscard]] std::size_t bytes() const;

private:
    [[nodiscard]] bool thin_longest();
    void make_room();

    std::size_t most_bytes_, most_moments_;
    std::map<std::uint64_t, Timeline> runs_;
    std::map<MomentId, Kept> held_;
};

} // namespace wordfield::inline run
