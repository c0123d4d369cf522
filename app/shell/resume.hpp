// SPDX-License-Identifier: MIT
// What the command line means beside --resume.
#pragma once

#include "app/shell/options.hpp"
#include "model/train/trainer_state.hpp"

#include <cstdint>

namespace wordfield::app {

/// Applies what may change in the middle of a run: --lr, --horizon, --batch, --threads, --softmax-sample.
/// Throws Error for anything else that differs from the checkpoint, --dim for one, and for --steps before
/// its step.
void apply_options(TrainerState& state, const Options& options);

/// The step at which training ends: of --steps, or the horizon. `resumed` may be null.
std::int64_t last_step(const Options& options, const TrainerState* resumed);

/// How many steps there are from where a run begins or goes on until step `last`; 0 when it is past it.
std::int64_t steps_left(std::int64_t last, const TrainerState* resumed);

} // namespace wordfield::app
