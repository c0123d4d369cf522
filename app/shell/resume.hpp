// SPDX-License-Identifier: MIT
// What the command line means beside --resume.
#pragma once

#include "app/shell/options.hpp"
#include "model/train/commands.hpp"
#include "model/train/trainer_state.hpp"

#include <cstdint>
#include <vector>

namespace wordfield::app {

/// Applies what may change in the middle of a run: --lr, --horizon, --batch, --threads, --softmax-sample.
/// Throws Error for anything else that differs from the checkpoint, --dim for one, and for --steps before
/// its step.
void apply_options(TrainerState& state, const Options& options);

/// For a run that goes on from a history, where `state` was once. Throws Error for what differs from it and
/// cannot be asked of it by a command: all but --lr and --batch.
void require_same_settings(const TrainerState& state, const Options& options);
/// What --lr and --batch ask of a run that goes on with `now`.
std::vector<TrainingCommand> changes_of(const Options& options, const TrainConfig& now);

/// The step at which training ends: of --steps, or the horizon of the run, whose settings are `train`.
std::int64_t last_step(const Options& options, const TrainConfig& train);

/// How many steps there are from where a run begins or goes on until step `last`; 0 when it is past it.
std::int64_t steps_left(std::int64_t last, const TrainerState* resumed);

} // namespace wordfield::app
