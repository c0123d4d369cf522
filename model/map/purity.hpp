// SPDX-License-Identifier: MIT
// Neighbour purity: do words of one category lie together? Measured for any rows, those of the whole space or
// those of a map, against what a random order would give.
#pragma once

#include "model/table/row_table.hpp"

#include <span>
#include <vector>

namespace wordfield::inline core {
class ThreadPool;
} // namespace wordfield::inline core

namespace wordfield::inline map {

struct Purity {
    double overall = 0.0; ///< mean over the asked words that have a fellow
    double error = 0.0;   ///< standard error of `overall`, from how the words differ
    double chance = 0.0;  ///< its expectation when the order of the neighbours is random, exact
    Index words = 0;      ///< how many words the means are over
    std::vector<double>
        per_category; ///< mean over the words of each; NaN for a category of fewer than two words
    std::vector<double> category_error; ///< standard errors of those; 0 where there is but one word
};

/// For each labelled word: the share of its k nearest labelled words that have its category, with
/// k = min(at_most, size of the category - 1). category(n) belongs to rows(n, C): an index below
/// `categories`, or -1 for a word without one, which takes no part. Of more than 4,000 labelled words an
/// evenly spread 4,000 are asked. Nearest by Euclidean distance, so give rows of length one for the cosine.
Purity neighbour_purity(const Matrix& rows, std::span<const int> category, int categories, ThreadPool& pool,
                        int at_most = 10);

/// Purity in the full space: labelled rows of embedding(V, C), centred on their mean, compared by cosine.
Purity embedding_purity(const Rows& embedding, std::span<const int> category, int categories,
                        ThreadPool& pool);

} // namespace wordfield::inline map
