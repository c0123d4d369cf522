// SPDX-License-Identifier: MIT
#include "model/nn/config.hpp"

#include "model/core/error.hpp"
#include "model/nn/limits.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>

namespace wordfield::inline nn {
namespace {

void require(bool fine, std::string_view setting, const std::string& what, std::string_view hint) {
    if (!fine) throw Error{setting, what, hint};
}

void require_range(int value, limits::Range<int> range, std::string_view setting) {
    require(value >= range.low && value <= range.high, setting, "is " + std::to_string(value),
            "choose " + std::to_string(range.low) + " to " + std::to_string(range.high));
}

template <class Kind>
void require_known(Kind kind, std::span<const TrainingChoice<Kind>> known, std::string_view setting) {
    std::string names;
    for (const auto& choice : known) {
        if (choice.kind == kind) return;
        names += (names.empty() ? "" : ", ") + std::string{choice.name};
    }
    throw Error{setting, "is of no known kind", "choose one of: " + names};
}

constexpr TrainingChoice<OptimizerKind> known_optimizers[]{
    {OptimizerKind::Sgd, "sgd", "SGD",
     "Stochastic gradient descent: each weight moves against its gradient, by the rate. Wants a much larger "
     "rate."},
    {OptimizerKind::Momentum, "momentum", "momentum",
     "SGD with momentum: the movement keeps nine tenths of its speed from step to step."},
    {OptimizerKind::Adam, "adam", "Adam",
     "Adam (Kingma & Ba 2015): each weight's step is divided by the usual size of its gradient."},
    {OptimizerKind::AdamW, "adamw", "AdamW",
     "AdamW (Loshchilov & Hutter 2019): Adam, and matrices shrink a little each step. The default."}};

constexpr TrainingChoice<Schedule> known_schedules[]{
    {Schedule::Constant, "constant", "constant", "Warm-up, then the rate stays at its peak."},
    {Schedule::Cosine, "cosine", "cosine decay",
     "Warm-up, then the rate falls along half a cosine wave to a tenth of its peak."}};

} // namespace

std::span<const TrainingChoice<OptimizerKind>> optimizers() {
    return known_optimizers;
}

std::span<const TrainingChoice<Schedule>> schedules() {
    return known_schedules;
}

int softmax_sample_size(const ModelConfig& model, const TrainConfig& train) {
    constexpr int most_exact = 4000, usual_sample = 1024;
    if (train.softmax_sample >= model.vocabulary) return 0; // as many as there are: all of them, exactly
    if (train.softmax_sample >= 0) return train.softmax_sample;
    return model.vocabulary > most_exact ? usual_sample : 0;
}

void validate_ranges(const ModelConfig& model, const TrainConfig& train) {
    require(model.vocabulary >= 2, "vocabulary", "has fewer than two words", "give a longer text");
    require_range(model.dim, limits::dim, "dim");
    require_range(model.layers, limits::layers, "layers");
    require_range(model.heads, limits::heads, "heads");
    require_range(model.context, limits::context, "context");
    require_range(model.window, limits::window, "window");
    require_range(model.negatives, limits::negatives, "negatives");
    require(model.subsample >= 0.0F && model.subsample <= 1.0F, "subsample",
            "is " + std::to_string(model.subsample), "choose 0 (never) to 1, for example 0.01");
    require(model.noise_power >= limits::noise_power.low && model.noise_power <= limits::noise_power.high,
            "noise power", "is " + std::to_string(model.noise_power),
            "choose 0 (all words alike) to 2, for example 0.75");
    require_range(train.batch, limits::batch, "batch");
    require_range(train.threads, limits::threads, "threads");
    if (train.softmax_sample != -1) // which leaves the choice to softmax_sample_size()
        require_range(train.softmax_sample, limits::softmax_sample, "softmax sample");
    require(train.learning_rate > 0.0F && train.learning_rate <= limits::learning_rate.high, "learning rate",
            "is " + std::to_string(train.learning_rate), "choose a number above 0, for example 0.005");
    require(train.warmup >= 0 && train.horizon >= 0, "schedule", "has a negative length",
            "choose 0 or more steps");
    require_known(train.schedule, schedules(), "schedule");
    require(train.final_rate >= 0.0F && train.final_rate <= 1.0F, "final rate",
            "is " + std::to_string(train.final_rate), "choose 0 to 1, for example 0.1");
    require_known(train.optimizer, optimizers(), "optimiser");
    require(train.beta1 >= 0.0F && train.beta1 < 1.0F && train.beta2 >= 0.0F && train.beta2 < 1.0F, "betas",
            "are outside [0, 1)", "usual are 0.9 and 0.99");
    require(train.epsilon > 0.0F && train.clip > 0.0F && train.weight_decay >= 0.0F &&
                std::isfinite(train.epsilon) && std::isfinite(train.weight_decay),
            "optimiser", "has a setting that is negative, zero or no number",
            "epsilon and clip are above 0, weight decay is 0 or more");
}

float scheduled_rate(const TrainConfig& train, std::int64_t step) {
    if (step < train.warmup)
        return train.learning_rate * static_cast<float>(step + 1) / static_cast<float>(train.warmup);
    if (train.schedule == Schedule::Constant) return train.learning_rate;
    const double length = std::max(1, train.horizon - train.warmup);
    const double progress = std::min(1.0, static_cast<double>(step - train.warmup) / length);
    const double height = 0.5 * (1.0 + std::cos(std::numbers::pi * progress));
    const double floor = train.final_rate;
    return static_cast<float>(train.learning_rate * (floor + (1.0 - floor) * height));
}

} // namespace wordfield::inline nn
