// SPDX-License-Identifier: MIT
// What was asked of a run that has a say in its steps, in order. With the same corpus, settings and number of
// threads a trainer gives the same bits, so a keyframe and the journal after it are every step of a run: none
// has to be kept.
#pragma once

#include "model/train/commands.hpp"
#include "model/train/trainer.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

namespace wordfield::inline run {

struct JournalEntry {
    std::int64_t tick;    ///< how many steps had been made, those included that rolling back took away
    std::int64_t step;    ///< the trainer's own count then
    std::uint64_t ticket; ///< of whoever asked
    TrainingCommand command;
};
using Journal = std::vector<JournalEntry>;

/// A moment that a run can go on from.
struct Keyframe {
    std::int64_t tick = 0;
    std::size_t entries = 0; ///< of the run's journal that are in `state` already
    TrainerState state;
};

/// Throws Error, and has then changed nothing, when it cannot be done.
void apply(Trainer& trainer, const TrainingCommand& command);

/// One step; when its loss is no number, the trainer goes back to its last good weights. False in that case.
bool step_or_go_back(Trainer& trainer);

/// A trainer as that of the run with this whole `journal` was after `tick` steps in all and what was asked by
/// then: bit for bit, on a machine of the same kind with the same number of threads. `from` must not lie
/// after `tick`. Throws Error as make_trainer() does.
std::unique_ptr<Trainer> replay(std::shared_ptr<const Corpus> corpus, const Keyframe& from,
                                std::span<const JournalEntry> journal, std::int64_t tick);
/// The same with what was asked `after` the keyframe alone. Asks after each step whether to go on, with the
/// number of steps that were made; null where not.
std::unique_ptr<Trainer> replay(std::shared_ptr<const Corpus> corpus, const Keyframe& from,
                                std::span<const JournalEntry> after, std::int64_t tick,
                                const std::function<bool(std::int64_t done)>& goes_on);

} // namespace wordfield::inline run
