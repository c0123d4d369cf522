// SPDX-License-Identifier: MIT
// Clouds of points with a known structure, for the tests of geometry.
#pragma once

#include "model/core/matrix.hpp"
#include "model/core/rng.hpp"

#include <vector>

namespace wordfield::test {

/// (rows, cols) of independent standard normal numbers.
inline Matrix normal_matrix(Index rows, Index cols, std::uint64_t seed) {
    Pcg32 rng{seed};
    Matrix result(rows, cols);
    for (Index i = 0; i < result.size(); ++i) result.data()[i] = rng.normal();
    return result;
}

struct Clusters {
    Matrix rows;         ///< (n, C)
    std::vector<int> of; ///< (n) which cluster each row belongs to
};

/// `clusters` Gaussian clusters of equal size with deviation `spread` around centres of standard normal
/// numbers.
inline Clusters gaussian_clusters(Index n, Index cols, int clusters, float spread, std::uint64_t seed) {
    const Matrix centres = normal_matrix(clusters, cols, seed);
    Clusters result{normal_matrix(n, cols, seed + 1) * spread, {}};
    for (Index i = 0; i < n; ++i) {
        const Index c = i * clusters / n;
        result.rows.row(i) += centres.row(c);
        result.of.push_back(static_cast<int>(c));
    }
    return result;
}

} // namespace wordfield::test
