// SPDX-License-Identifier: MIT
// What a run says of itself right now, beside the moment it has come to: whether it runs, how fast, what
// became of the last request. Never kept; the newest is the truth.
#pragma once

#include "model/run/run_line.hpp"
#include "model/train/context_pulls.hpp"
#include "model/train/moment.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace wordfield::inline run {

enum class RunState { Running, Paused, Failed };

struct Status {
    std::uint64_t run = 0; ///< as Moment::run
    RunState state = RunState::Running;
    std::string message; ///< why it failed; else empty
    std::string notice;  ///< outcome of the last request that has one, for example "Saved run.ckpt."
    std::uint64_t notice_number = 0; ///< grows with every notice
    std::uint64_t applied = 0;       ///< ticket of the last command that was dealt with (see Session::post())
    /// Tickets of the latest commands that could not be done and changed nothing; `notice` says why of the
    /// last one.
    std::vector<std::uint64_t> refused;
    double speed_limit = 0.0;     ///< steps a second, 0 for none
    double seconds = 0.0;         ///< spent training, pauses left out
    double unsaved_seconds = 0.0; ///< of those, the ones since the run was last saved or read from a file
    double steps_per_second = 0.0;
    double tokens_per_second = 0.0;
    std::optional<std::int64_t> replaced_step; ///< of the run that UndoRestart goes back to, if there is one
    std::uint64_t replaced_run = 0;            ///< its number; 0 for none
    std::vector<RunLine> runs;      ///< those that were left, the last at the back, then the one that trains
    std::uint64_t deleted_run = 0;  ///< that RestoreRun can bring back; 0 for none
    std::size_t keyframe_bytes = 0; ///< memory that keyframes of all runs take
    int keyframes = 0;              ///< of this run
    std::shared_ptr<const ContextPulls> contexts; ///< of the rows that are watched; null while none are
    std::shared_ptr<const Moment> moment;         ///< the newest; null when not even one could be made

    [[nodiscard]] bool running() const { return state == RunState::Running; }
};

} // namespace wordfield::inline run
