// SPDX-License-Identifier: MIT
// Do the occurrences of an ambiguous word part by their meaning? Asked stage by stage.
#pragma once

#include "model/context/occurrences.hpp"
#include "model/core/matrix.hpp"

#include <string>
#include <vector>

namespace wordfield::inline context {

/// Of one word, or the mean over several.
struct SensePurity {
    TokenId word = -1;            ///< -1: the mean over all words
    std::vector<int> occurrences; ///< of each of its senses
    std::vector<double> purity;   ///< stage by stage, 0 to 1
    std::vector<double> error;    ///< standard errors of those, from how the occurrences differ
    double chance = 0.0;          ///< the same in a random order, exactly
};

/// For each ambiguous word with at least `least` occurrences of both of its senses: of the k occurrences
/// of the word that lie nearest to one (cosine, less the mean of all that are compared), the share that have
/// its sense; mean over the occurrences. k is 10, or one less than the sense has occurrences where those are
/// fewer. As many occurrences of both senses are compared, evenly spread, so that chance is a little below
/// one half. `stages` are the vectors (n, C) at each stage. `told`: only the occurrences whose sense is told
/// by what stands before them: of the others the network cannot know it.
std::vector<SensePurity> sense_purity(const Occurrences& occurrences,
                                      const std::vector<const Matrix*>& stages, int least = 4,
                                      bool told = false);

/// The mean over the words; its error is that of independent words.
SensePurity mean_purity(const std::vector<SensePurity>& words);

} // namespace wordfield::inline context
