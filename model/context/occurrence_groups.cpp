// SPDX-License-Identifier: MIT
#include "model/context/occurrence_groups.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

namespace wordfield::inline context {
namespace {

int category_of(const Lexicon& lexicon, TokenId token) {
    const auto index = static_cast<std::size_t>(token);
    return token >= 0 && index < lexicon.category.size() ? lexicon.category[index] : -1;
}

/// A category, a word or a sense, whichever is not -1; none for all of them -1.
struct Label {
    int category = -1;
    int word = -1;
    int sense = -1;
    auto operator<=>(const Label&) const = default;
};

Label label_of(const Occurrences& occurrences, const Lexicon& lexicon, GroupBy by, std::size_t i) {
    const TokenId token = occurrences.token[i], next = occurrences.next[i];
    switch (by) {
    case GroupBy::Word:
        return {.word = token};
    case GroupBy::Category:
        return {.category = category_of(lexicon, token)};
    case GroupBy::Sense:
        return {.sense = occurrences.sense[i]};
    case GroupBy::Next:
        break;
    }
    const int category = category_of(lexicon, next);
    return category >= 0 ? Label{.category = category} : Label{.word = next};
}

std::string name_of(const Occurrences& occurrences, const Lexicon& lexicon, const Label& label) {
    if (label.category >= 0) return lexicon.categories[static_cast<std::size_t>(label.category)];
    if (label.word >= 0) return "“" + lexicon.vocabulary.word(label.word) + "”";
    const Sense& sense = occurrences.senses[static_cast<std::size_t>(label.sense)];
    return lexicon.vocabulary.word(sense.word) + ", " + sense.name;
}

// Categories have the colours of the map of words, as long as no two are the same.
void give_hues(const std::vector<std::pair<Label, int>>& ranked, int most, OccurrenceGroups& found) {
    std::vector<bool> taken(static_cast<std::size_t>(most), false);
    for (std::size_t g = 0; g < ranked.size(); ++g) {
        const int category = ranked[g].first.category;
        if (category < 0 || taken[static_cast<std::size_t>(category % most)]) continue;
        found.groups[g].hue = category % most;
        taken[static_cast<std::size_t>(category % most)] = true;
    }
    for (auto& group : found.groups) {
        if (group.hue >= 0) continue;
        const auto free = std::find(taken.begin(), taken.end(), false);
        group.hue = static_cast<int>(free - taken.begin());
        *free = true;
    }
}

} // namespace

OccurrenceGroups group_occurrences(const Occurrences& occurrences, const Lexicon& lexicon, GroupBy by,
                                   int most) {
    const auto n = static_cast<std::size_t>(occurrences.size());
    std::map<Label, int> counts;
    for (std::size_t i = 0; i < n; ++i)
        if (const Label label = label_of(occurrences, lexicon, by, i); label != Label{}) ++counts[label];
    std::vector<std::pair<Label, int>> ranked(counts.begin(), counts.end());
    if (by != GroupBy::Sense)
        std::stable_sort(ranked.begin(), ranked.end(),
                         [](const auto& a, const auto& b) { return a.second > b.second; });
    if (std::ssize(ranked) > most) ranked.resize(static_cast<std::size_t>(most));
    OccurrenceGroups found;
    std::map<Label, int> number;
    for (const auto& [label, count] : ranked) {
        number[label] = static_cast<int>(found.groups.size());
        found.groups.push_back({name_of(occurrences, lexicon, label), count, -1});
    }
    give_hues(ranked, most, found);
    for (std::size_t i = 0; i < n; ++i) {
        const auto at = number.find(label_of(occurrences, lexicon, by, i));
        found.group.push_back(at == number.end() ? -1 : at->second);
    }
    return found;
}

bool can_group(const Occurrences& occurrences, const Lexicon& lexicon, GroupBy by) {
    if (by == GroupBy::Category) return !lexicon.categories.empty();
    if (by == GroupBy::Sense)
        return std::ranges::any_of(occurrences.sense, [](int sense) { return sense >= 0; });
    return true;
}

} // namespace wordfield::inline context
