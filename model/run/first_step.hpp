// SPDX-License-Identifier: MIT
// Step 0 of a run that goes on from a file.
#pragma once

#include "model/train/trainer.hpp"

#include <memory>

namespace wordfield::inline run {

/// The moment that the run of `now` began with: its first weights are made again from its seed. Null when
/// that does not give the rows that the file kept of step 0 (it was saved by another build), when the run is
/// at step 0 itself, or when the model is so large that a second one would be felt.
std::shared_ptr<Moment> first_step_of(Trainer& now, const std::shared_ptr<const Corpus>& corpus);

} // namespace wordfield::inline run
