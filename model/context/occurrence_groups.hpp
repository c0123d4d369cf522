// SPDX-License-Identifier: MIT
// What occurrences have in common: their word, its category, what follows, their sense. The colours of a map.
#pragma once

#include "model/context/occurrences.hpp"

#include <string>
#include <vector>

namespace wordfield::inline context {

enum class GroupBy { Word, Category, Next, Sense };

struct OccurrenceGroups {
    struct Group {
        std::string name;
        int count = 0; ///< occurrences
        int hue = -1;  ///< below `most`, another one for each: a category's own where it is free
    };
    std::vector<Group> groups; ///< the largest first; by sense in the order of the senses
    std::vector<int> group;    ///< (n) of each occurrence; -1 for none of them
};

/// At most `most` groups; the occurrences of smaller ones have none. What follows is grouped by its category,
/// or by itself where it has none.
OccurrenceGroups group_occurrences(const Occurrences& occurrences, const Lexicon& lexicon, GroupBy by,
                                   int most = 12);

/// Whether there is anything to group them by.
bool can_group(const Occurrences& occurrences, const Lexicon& lexicon, GroupBy by);

} // namespace wordfield::inline context
