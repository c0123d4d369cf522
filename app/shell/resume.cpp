// SPDX-License-Identifier: MIT
#include "app/shell/resume.hpp"

#include "model/core/error.hpp"
#include "model/train/model_kind.hpp"

#include <algorithm>
#include <cstdio>
#include <string>
#include <type_traits>

namespace wordfield::app {
namespace {

template <class Number>
std::string shown(Number value) {
    if constexpr (std::is_floating_point_v<Number>) {
        char digits[32];
        std::snprintf(digits, sizeof digits, "%g", static_cast<double>(value));
        return digits;
    } else {
        return std::to_string(value);
    }
}

std::string shown(ModelKind kind) {
    return info_of(kind).id;
}

template <class Value>
void require_same(const Options& options, const std::string& option, Value asked, Value saved) {
    const bool history = options.resume.empty();
    if (options.given.contains(option) && asked != saved)
        throw Error{option + " " + shown(asked),
                    (history ? "the history has " : "the checkpoint has ") + shown(saved),
                    history ? "leave it out, or name another folder for a new run"
                            : "leave it out, or begin a new run without --resume"};
}

void require_same_shape(const ModelConfig& saved, const Options& o) {
    const ModelConfig& asked = o.model;
    require_same(o, "--model", asked.kind, saved.kind);
    require_same(o, "--dim", asked.dim, saved.dim);
    for (const ModelSetting* const setting : model_settings())
        std::visit(
            [&](const auto& s) { require_same(o, setting->option(), asked.*s.member, saved.*s.member); },
            setting->value);
}

} // namespace

void apply_options(TrainerState& state, const Options& options) {
    require_same_shape(state.model, options);
    require_same(options, "--seed", options.train.seed, state.train.seed);
    const auto apply = [&](const char* option, auto& saved, const auto& asked) {
        if (options.given.contains(option)) saved = asked;
    };
    apply("--lr", state.train.learning_rate, options.train.learning_rate);
    apply("--horizon", state.train.horizon, options.train.horizon);
    apply("--batch", state.train.batch, options.train.batch);
    apply("--threads", state.train.threads, options.train.threads);
    apply("--softmax-sample", state.train.softmax_sample, options.train.softmax_sample);
    if (options.steps && *options.steps < state.step)
        throw Error{"--steps " + std::to_string(*options.steps),
                    "the checkpoint is at step " + std::to_string(state.step) + " already",
                    "--steps counts from the beginning of the run; give a larger number"};
}

void require_same_settings(const TrainerState& state, const Options& options) {
    require_same_shape(state.model, options);
    const TrainConfig &asked = options.train, &saved = state.train;
    require_same(options, "--seed", asked.seed, saved.seed);
    require_same(options, "--horizon", asked.horizon, saved.horizon);
    require_same(options, "--threads", asked.threads, saved.threads);
    require_same(options, "--softmax-sample", asked.softmax_sample, saved.softmax_sample);
}

std::vector<TrainingCommand> changes_of(const Options& options, const TrainConfig& now) {
    std::vector<TrainingCommand> changes;
    if (options.given.contains("--lr") && options.train.learning_rate != now.learning_rate)
        changes.emplace_back(SetLearningRate{options.train.learning_rate});
    if (options.given.contains("--batch") && options.train.batch != now.batch)
        changes.emplace_back(SetBatch{options.train.batch});
    return changes;
}

std::int64_t last_step(const Options& options, const TrainConfig& train) {
    return options.steps.value_or(train.horizon);
}

std::int64_t steps_left(std::int64_t last, const TrainerState* resumed) {
    return std::max<std::int64_t>(0, last - (resumed != nullptr ? resumed->step : 0));
}

} // namespace wordfield::app
