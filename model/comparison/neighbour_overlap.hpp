// SPDX-License-Identifier: MIT
// How many of its nearest words a word has in both of two embeddings, for neighbourhoods of several sizes.
#pragma once

#include "model/geometry/shared_neighbours.hpp"

#include <span>
#include <vector>

namespace wordfield::inline comparison {

/// Mean share of the k nearest words that both have, 0 to 1: the overlap that Wendlandt et al. (2018,
/// "Factors Influencing the Surprising Instability of Word Embeddings") call the stability of a word.
struct OverlapPoint {
    int k = 0;
    double mean = 0.0;
    double error =
        0.0; ///< standard error of the mean over all words, of whom some were asked; 0 where all were
    double chance = 0.0; ///< what neighbours in random order would share: k / (N - 1)
};

/// Of how many of the first k of a list the first k of the other has, too.
int shared_of_first(std::span<const int> a, std::span<const int> b, int k);

/// One point for each of `sizes` that is below N and for which the lists are long enough; a(asked, K) and
/// b(asked, K) of the same words, `all` = N words that they were found among.
std::vector<OverlapPoint> overlap_curve(const NeighbourLists& a, const NeighbourLists& b, Index all,
                                        std::span<const int> sizes);

} // namespace wordfield::inline comparison
