// SPDX-License-Identifier: MIT
#include "model/analysis/head_repeats.hpp"

#include "model/analysis/head_habit.hpp"
#include "model/core/rng.hpp"

#include <cmath>

namespace wordfield::inline analysis {
namespace {

// Mean weights, over the second half's rows of one head's attention(T,T).
struct Looked {
    double same = 0.0, after = 0.0;
};
Looked looked_back(const Matrix& attention, int half) {
    Looked sum;
    for (int row = half; row < 2 * half; ++row) {
        sum.same += static_cast<double>(attention(row, row - half)) / half;
        sum.after += static_cast<double>(attention(row, row - half + 1)) / half;
    }
    return sum;
}

// `count` words that are not special, drawn at random.
std::vector<TokenId> drawn_words(const Vocabulary& vocabulary, int count, Pcg32& rng) {
    const int first = vocabulary.is_bare() ? 0 : Vocabulary::end_of_text + 1;
    std::vector<TokenId> words;
    for (int i = 0; i < count; ++i)
        words.push_back(
            first + static_cast<TokenId>(rng.below(static_cast<std::uint32_t>(vocabulary.size() - first))));
    return words;
}

// Whether a mean lies clearly above what chance gives, by the measure of habit_of().
bool stands_out(const RunningMean& found, const RunningMean& chance) {
    return found.mean() > 3 * chance.mean() &&
           found.mean() - chance.mean() > 3 * std::hypot(found.error(), chance.error());
}

} // namespace

int repeated_words(int context) {
    return context < 6 ? 0 : context / 2;
}

bool go_on(HeadRepeats& repeats, const Moment& moment, Network::Room& room) {
    const Vocabulary& vocabulary = moment.corpus->lexicon.vocabulary;
    const int half = repeated_words(moment.model.context);
    if (half == 0 || vocabulary.size() < 6) return true;
    Pcg32 rng{static_cast<std::uint64_t>(repeats.done), 11};
    const std::vector<TokenId> words = drawn_words(vocabulary, half, rng);
    std::vector<TokenId> twice = words, other = drawn_words(vocabulary, half, rng);
    twice.insert(twice.end(), words.begin(), words.end());
    other.insert(other.end(), words.begin(), words.end());
    const Trace repeated = moment.network->trace(twice, room),
                unrepeated = moment.network->trace(other, room);
    repeats.heads.resize(repeated.attention.size());
    for (std::size_t head = 0; head < repeats.heads.size(); ++head) {
        const Looked found = looked_back(repeated.attention[head], half),
                     chance = looked_back(unrepeated.attention[head], half);
        RepeatLooks& looks = repeats.heads[head];
        looks.same.add(found.same);
        looks.after.add(found.after);
        looks.same_chance.add(chance.same);
        looks.after_chance.add(chance.after);
    }
    return ++repeats.done >= HeadRepeats::sequences;
}

std::string habit_name(NamedHabit::Kind kind) {
    switch (kind) {
    case NamedHabit::Kind::Previous:
        return "previous word";
    case NamedHabit::Kind::Same:
        return "same word before";
    case NamedHabit::Kind::After:
        break;
    }
    return "after the same word before";
}

std::vector<NamedHabit> named_habits(const HeadStats* looks, const RepeatLooks* repeats, int context) {
    std::vector<NamedHabit> found;
    if (looks != nullptr && habit_of(*looks, context) == HeadHabit::Previous)
        found.push_back({NamedHabit::Kind::Previous, static_cast<double>(looks->previous),
                         static_cast<double>(looks->previous_error),
                         static_cast<double>(even_head(context).previous)});
    if (repeats == nullptr) return found;
    const auto add = [&](NamedHabit::Kind kind, const RunningMean& mean, const RunningMean& chance) {
        if (stands_out(mean, chance)) found.push_back({kind, mean.mean(), mean.error(), chance.mean()});
    };
    add(NamedHabit::Kind::Same, repeats->same, repeats->same_chance);
    add(NamedHabit::Kind::After, repeats->after, repeats->after_chance);
    return found;
}

} // namespace wordfield::inline analysis
