// SPDX-License-Identifier: MIT
// What may be asked of the trainer. Values only; they cross to its thread in a Mailbox<Command>.
#pragma once

#include "model/text/corpus.hpp"

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

namespace wordfield {

struct SetRunning {
    bool running;
};
/// Trains so many steps and then pauses.
struct RunSteps {
    std::int64_t count;
};
/// Begins again at step 0. The same seed gives the same run.
struct Restart {
    std::uint64_t seed;
};
/// The peak of the schedule; the schedule's shape stays.
struct SetLearningRate {
    float rate;
};
/// 0 takes the limit away.
struct SetSpeedLimit {
    double steps_per_second;
};
/// The sentence of the probe. Cut to the context by the trainer (its end is kept).
struct SetPrompt {
    std::uint64_t request;
    std::vector<TokenId> tokens;
};

using Command = std::variant<SetRunning, RunSteps, Restart, SetLearningRate, SetSpeedLimit, SetPrompt>;

} // namespace wordfield
