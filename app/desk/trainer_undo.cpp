// SPDX-License-Identifier: MIT
#include "app/desk/trainer_undo.hpp"

#include "model/core/number_text.hpp"

#include <algorithm>

namespace wordfield::app {
namespace {

// What a kind is called on the screen.
template <class Kind>
std::string name_among(std::span<const TrainingChoice<Kind>> choices, Kind kind) {
    const auto found = std::ranges::find(choices, kind, &TrainingChoice<Kind>::kind);
    return found == choices.end() ? std::string{} : found->name;
}

struct Opposite {
    const TrainerValues& now;

    std::optional<Command> operator()(const SetLearningRate& asked) const {
        return back_to(asked.rate, now.rate, SetLearningRate{now.rate});
    }
    std::optional<Command> operator()(const SetOptimizer& asked) const {
        return back_to(asked.kind, now.optimizer, SetOptimizer{now.optimizer});
    }
    std::optional<Command> operator()(const SetSchedule& asked) const {
        return back_to(asked.schedule, now.schedule, SetSchedule{now.schedule});
    }
    std::optional<Command> operator()(const SetBatch& asked) const {
        return back_to(asked.batch, now.batch, SetBatch{now.batch});
    }
    std::optional<Command> operator()(const SetSpeedLimit& asked) const {
        return back_to(asked.steps_per_second, now.speed_limit, SetSpeedLimit{now.speed_limit});
    }
    std::optional<Command> operator()(FreezeGroup asked) const {
        asked.frozen = !asked.frozen;
        return asked;
    }
    std::optional<Command> operator()(const FreezeRow& asked) const {
        return FreezeRow{asked.row, !asked.frozen};
    }
    std::optional<Command> operator()(const AblateHead& asked) const {
        return AblateHead{asked.layer, asked.head, !asked.ablated};
    }
    std::optional<Command> operator()(const RowEdit&) const { return UndoRowEdit{}; }
    std::optional<Command> operator()(const DeleteRun& asked) const { return RestoreRun{asked.run}; }
    template <class Other>
    std::optional<Command> operator()(const Other&) const {
        return std::nullopt;
    }

private:
    template <class Value>
    static std::optional<Command> back_to(const Value& asked, const Value& before, Command command) {
        return asked == before ? std::nullopt : std::optional{std::move(command)};
    }
};

struct Say {
    const Corpus& corpus;

    std::string operator()(const SetLearningRate& asked) const {
        return format("set the learning rate to %.2g", asked.rate);
    }
    std::string operator()(const SetOptimizer& asked) const {
        return "train with " + name_among(optimizers(), asked.kind);
    }
    std::string operator()(const SetSchedule&) const { return "change the schedule"; }
    std::string operator()(const SetBatch& asked) const {
        return "train on " + std::to_string(asked.batch) + (asked.batch == 1 ? " window" : " windows") +
               " a step";
    }
    std::string operator()(const SetSpeedLimit& asked) const {
        return asked.steps_per_second > 0 ? format("train at %.0f steps/s at most", asked.steps_per_second)
                                          : std::string{"train at full speed"};
    }
    std::string operator()(const FreezeGroup& asked) const { return freeze(asked.frozen) + asked.name; }
    std::string operator()(const FreezeRow& asked) const { return freeze(asked.frozen) + word(asked.row); }
    std::string operator()(const AblateHead& asked) const {
        return format("%s head L%d H%d", ablate(asked.ablated), asked.layer + 1, asked.head + 1);
    }
    std::string operator()(const RowEdit& edit) const { return std::visit(*this, edit); }
    std::string operator()(const CopyRow& edit) const {
        return "make " + word(edit.to) + " a twin of " + word(edit.from);
    }
    std::string operator()(const SwapRows& edit) const {
        return "swap " + word(edit.a) + " and " + word(edit.b);
    }
    std::string operator()(const ZeroRow& edit) const { return "zero " + word(edit.row); }
    std::string operator()(const ShakeRow& edit) const { return "shake " + word(edit.row); }
    std::string operator()(const SetRow& edit) const { return "drag " + word(edit.row); }
    std::string operator()(const DeleteRun&) const { return "delete a run"; }
    std::string operator()(const SwitchRun&) const { return "switch to another run"; }
    std::string operator()(const BranchFrom& asked) const {
        return "branch at step " + with_commas(asked.step);
    }
    template <class Other>
    std::string operator()(const Other&) const {
        return "begin another run";
    }

    static const char* ablate(bool yes) { return yes ? "ablate" : "restore"; }

private:
    static std::string freeze(bool yes) { return yes ? "freeze " : "unfreeze "; }
    [[nodiscard]] std::string word(TokenId id) const {
        return "“" + corpus.lexicon.vocabulary.word(id) + "”";
    }
};

} // namespace

TrainerValues TrainerValues::of(const TrainConfig& train, double speed_limit) {
    return {train.learning_rate, train.optimizer, train.schedule, train.batch, speed_limit};
}

void TrainerValues::follow(const Command& command) {
    if (const auto* asked = std::get_if<SetLearningRate>(&command)) rate = asked->rate;
    if (const auto* asked = std::get_if<SetOptimizer>(&command)) optimizer = asked->kind;
    if (const auto* asked = std::get_if<SetSchedule>(&command)) schedule = asked->schedule;
    if (const auto* asked = std::get_if<SetBatch>(&command)) batch = asked->batch;
    if (const auto* asked = std::get_if<RestartWith>(&command)) *this = of(asked->train, speed_limit);
    if (const auto* asked = std::get_if<SetSpeedLimit>(&command)) speed_limit = asked->steps_per_second;
}

std::optional<Command> opposite(const Command& command, const TrainerValues& now) {
    return std::visit(Opposite{now}, command);
}

bool begins_run(const Command& command) {
    return std::holds_alternative<Restart>(command) || std::holds_alternative<RestartWith>(command) ||
           std::holds_alternative<LoadCheckpoint>(command) || std::holds_alternative<BranchFrom>(command) ||
           std::holds_alternative<SwitchRun>(command);
}

bool sets_the_same(const Command& one, const Command& other) {
    return one.index() == other.index() &&
           (std::holds_alternative<SetLearningRate>(one) || std::holds_alternative<SetBatch>(one) ||
            std::holds_alternative<SetSpeedLimit>(one));
}

std::string say_commands(std::span<const Command> commands, const Corpus& corpus) {
    const auto* head = std::get_if<AblateHead>(&commands.front());
    if (head != nullptr && commands.size() > 1)
        return format("%s layer %d", Say::ablate(head->ablated), head->layer + 1);
    return std::visit(Say{corpus}, commands.front());
}

std::string what_stays(std::span<const Command> commands) {
    if (std::ranges::any_of(commands,
                            [](const Command& c) { return std::holds_alternative<SetOptimizer>(c); }))
        return " The optimiser's moments begin anew.";
    return {};
}

} // namespace wordfield::app
