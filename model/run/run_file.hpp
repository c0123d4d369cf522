// SPDX-License-Identifier: MIT
// What a checkpoint holds: the trainer's own state, which is all that the steps to come depend on, and the
// story that the window tells of the run.
#pragma once

#include "model/run/run_history.hpp"
#include "model/text/corpus_source.hpp"
#include "model/train/trainer_state.hpp"

#include <memory>

namespace wordfield::inline run {

struct RunFile {
    TrainerState trainer;
    std::shared_ptr<const CorpusSource> source; ///< where the corpus was; null where the file does not say
    std::shared_ptr<const RunHistory> history;  ///< the curves until then; null where the file has none
};

} // namespace wordfield::inline run
