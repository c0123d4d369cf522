// SPDX-License-Identifier: MIT
#include "model/run/checkpoint_settings.hpp"

#include "model/core/error.hpp"

#include <algorithm>
#include <charconv>
#include <type_traits>

namespace wordfield::inline run {
namespace {

// The one list of names: visit(name, value) for every setting. Written and read by it, so the two cannot
// differ.
template <class State, class Visit>
void for_each_setting(State& s, Visit&& visit) {
    visit("model", s.model.kind), visit("window", s.model.window);
    visit("negatives", s.model.negatives), visit("subsample", s.model.subsample);
    visit("noise_power", s.model.noise_power);
    visit("dim", s.model.dim), visit("layers", s.model.layers), visit("heads", s.model.heads);
    visit("context", s.model.context), visit("vocabulary", s.model.vocabulary);
    visit("batch", s.train.batch), visit("learning_rate", s.train.learning_rate);
    visit("warmup", s.train.warmup), visit("horizon", s.train.horizon),
        visit("final_rate", s.train.final_rate);
    visit("beta1", s.train.beta1), visit("beta2", s.train.beta2), visit("epsilon", s.train.epsilon);
    visit("weight_decay", s.train.weight_decay), visit("clip", s.train.clip);
    visit("softmax_sample", s.train.softmax_sample);
    visit("optimizer", s.train.optimizer), visit("schedule", s.train.schedule);
    visit("seed", s.train.seed), visit("threads", s.train.threads);
    visit("corpus_seed", s.corpus_seed);
    visit("step", s.step), visit("moment_age", s.moment_age);
    visit("generator_state", s.generator.state), visit("generator_increment", s.generator.increment);
    visit("cursor", s.cursor);
    visit("rollback_step", s.rollback.step), visit("rollback_cursor", s.rollback.cursor);
    visit("rollback_loss", s.rollback.loss);
    visit("loss", s.loss), visit("rate", s.rate);
}

// An enumeration is written as its number.
template <class T>
auto number_of(const T& value) {
    if constexpr (std::is_enum_v<T>)
        return static_cast<int>(value);
    else
        return value;
}

template <class T>
bool parse(std::string_view text, T& value) {
    auto number = number_of(value);
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    value = static_cast<T>(number);
    return failure == std::errc{} && end == text.data() + text.size();
}

} // namespace

std::string write_settings(const TrainerState& state) {
    std::string text = "corpus " + state.corpus + "\n";
    if (!state.instruction_set.empty()) text += "instruction_set " + state.instruction_set + "\n";
    for_each_setting(state, [&](std::string_view name, const auto& value) {
        char digits[64];
        const auto end = std::to_chars(digits, digits + sizeof digits, number_of(value)).ptr;
        text.append(name).append(" ").append(digits, end).append("\n");
    });
    return text;
}

void read_settings(std::string_view text, TrainerState& state, const std::string& file) {
    bool corpus_has_seed = false;
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        const std::size_t space = line.find(' ');
        if (space == std::string_view::npos) continue;
        const std::string_view key = line.substr(0, space), value = line.substr(space + 1);
        if (key == "corpus") state.corpus = value;
        if (key == "instruction_set") state.instruction_set = value;
        corpus_has_seed |= key == "corpus_seed";
        for_each_setting(state, [&](std::string_view name, auto& target) {
            if (name == key && !parse(value, target))
                throw Error{file, "has an unreadable setting, " + std::string{line}, "use an older copy"};
        });
    }
    if (!corpus_has_seed) state.corpus_seed = state.train.seed; // older files: one seed was both
}

} // namespace wordfield::inline run
