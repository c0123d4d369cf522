// SPDX-License-Identifier: MIT
// Groups for words that nobody has labelled: k-means (Lloyd 1982), started by k-means++ (Arthur &
// Vassilvitskii 2007).
#pragma once

#include "model/core/matrix.hpp"

#include <cstdint>
#include <vector>

namespace wordfield::inline geometry {

struct KMeans {
    std::vector<int> group; ///< (n) in [0, k)
    Matrix centres;         ///< (k, C)
    double spread = 0.0;    ///< sum of squared distances to the own centre
};

/// The best of some starts. k is lowered to n. The same rows and seed give the same groups. Of more than
/// 4,096 rows the starts are tried on so many of them, evenly spread, and all follow in a few rounds from the
/// best. rows(n, C).
KMeans k_means(const Matrix& rows, int k, std::uint64_t seed, int rounds = 50);

/// Goes on from earlier centres(k, C) of rows that have moved a little: groups keep their numbers, and so
/// their colours.
KMeans k_means_from(const Matrix& rows, Matrix centres, int rounds);

} // namespace wordfield::inline geometry
