// SPDX-License-Identifier: MIT
// Which commands to the trainer can be taken back, by what, and how they are said.
#pragma once

#include "model/text/corpus.hpp"
#include "model/train/commands.hpp"
#include "model/train/moment.hpp"

#include <optional>
#include <span>
#include <string>

namespace wordfield::app {

/// What commands set, as the trainer will have it once all that was asked has been dealt with.
struct TrainerValues {
    float rate = 0.0F;
    OptimizerKind optimizer = OptimizerKind::AdamW;
    Schedule schedule = Schedule::Cosine;
    int batch = 0;
    double speed_limit = 0.0; ///< as Status has it

    /// As a moment and the status beside it have them.
    static TrainerValues of(const TrainConfig& train, double speed_limit = 0.0);
    /// As they are after this command.
    void follow(const Command& command);
};

/// What takes the command back; nothing for one that changes nothing, or that nobody would take back. Not of
/// those that begin a run.
std::optional<Command> opposite(const Command& command, const TrainerValues& now);
/// Whether another run takes the place of the one that is there: UndoRestart takes it back.
bool begins_run(const Command& command);
/// Whether the one is of the other's kind, and of a kind that sets a value: the last of several is what
/// counts.
bool sets_the_same(const Command& one, const Command& other);
/// What was asked, as an order: "freeze “king”". Of several, what they do together: those of one click.
std::string say_commands(std::span<const Command> commands, const Corpus& corpus);
/// What taking these back does not bring back, as a sentence with a blank before it; empty for nothing.
std::string what_stays(std::span<const Command> commands);

} // namespace wordfield::app
