// SPDX-License-Identifier: MIT
// Heads that find a word again: how much they look, from a word, at the same word before (duplicate token
// heads: Wang et al. 2022) and at what came after it (induction heads: Olsson et al. 2022, "In-context
// learning and induction heads"). Measured on words drawn at random, said twice.
#pragma once

#include "model/core/running_mean.hpp"
#include "model/nn/network.hpp"
#include "model/text/vocabulary.hpp"
#include "model/train/moment.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace wordfield::inline analysis {

/// Weights, 0 to 1, over sequences; "chance" is what the same places of attention get where the first half is
/// other words, so that a habit of looking so far back counts for nothing.
struct RepeatLooks {
    RunningMean same, same_chance, after, after_chance;
};

struct HeadRepeats {
    static constexpr int sequences = 32;

    std::vector<RepeatLooks> heads; ///< [layer * H + head]
    int done = 0;                   ///< sequences
};

/// Half of a sequence: the second half repeats it. 0 where the context is too short for any.
int repeated_words(int context);

/// The next sequence, which depends on its number alone. True when all are done. Nothing is measured where
/// the context is shorter than 6 or the text has fewer than 4 words.
bool go_on(HeadRepeats& repeats, const Moment& moment, Network::Room& room);

/// A habit that was found in a head, with its score.
struct NamedHabit {
    enum class Kind { Previous, Same, After };
    Kind kind;
    double score = 0.0, error = 0.0; ///< mean weight, 0 to 1, and its standard error
    double chance = 0.0;
};
/// "previous word", "same word before", "after the same word before".
std::string habit_name(NamedHabit::Kind kind);

/// Those of one head. Previous as habit_of() has it; the others are weights of at least three times what
/// chance gives, and three standard errors above it. Null for what was not measured.
std::vector<NamedHabit> named_habits(const HeadStats* looks, const RepeatLooks* repeats, int context);

} // namespace wordfield::inline analysis
