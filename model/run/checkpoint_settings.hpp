// SPDX-License-Identifier: MIT
// The settings of a run as lines of "name value": readable, and exact, because numbers are written so that
// they come back as the same bits.
#pragma once

#include "model/train/trainer_state.hpp"

#include <string>
#include <string_view>

namespace wordfield::inline run {

/// All of `state` but words, counts, tensors and lists.
std::string write_settings(const TrainerState& state);
/// Unknown names are skipped, missing ones keep their default; throws Error about `file` when a value does
/// not parse.
void read_settings(std::string_view text, TrainerState& state, const std::string& file);

} // namespace wordfield::inline run
