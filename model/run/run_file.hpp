// SPDX-License-Identifier: MIT
// What a checkpoint holds: the trainer's own state, which is all that the steps to come depend on, and the
// story that the window tells of the run.
#pragma once

#include "model/run/run_history.hpp"
#include "model/text/corpus_source.hpp"
#include "model/train/trainer_state.hpp"

#include <memory>
#include <string>

namespace wordfield::inline run {

struct RunFile {
    TrainerState trainer;
    std::shared_ptr<const CorpusSource> source; ///< where the corpus was; null where the file does not say
    std::shared_ptr<const RunHistory> history;  ///< the curves until then; null where the file has none
};

/// Where the run was computed with other instructions than these: that it goes on, and what that means, as a
/// sentence with a blank before it. Else nothing.
std::string other_instructions(const TrainerState& state);

} // namespace wordfield::inline run
