// SPDX-License-Identifier: MIT
// How far a map can be believed: trustworthiness and continuity (Venna & Kaski 2001), and which of a word's
// true neighbours the map kept, tore away or made up.
#pragma once

#include "model/core/matrix.hpp"

#include <cstdint>
#include <vector>

namespace wordfield::inline core {
class ThreadPool;
} // namespace wordfield::inline core

namespace wordfield::inline map {

struct TrustOptions {
    int k = 10; ///< neighbours; lowered below half of the rows, where the measures are defined
    Index sample =
        2000; ///< at most so many rows are asked (evenly spread); their neighbours are looked for among all
    bool operator==(const TrustOptions&) const = default;
};

struct MapTrust {
    /// 1 - 2 / (n k (2n - 3k - 1)) * sum over rows, and over their false neighbours on the map, of (rank in
    /// the space - k).
    double trustworthiness = 1.0;
    /// The same with the roles of space and map exchanged: neighbours that were torn away.
    double continuity = 1.0;
    /// Mean share of the k nearest rows in the space that are among the k nearest on the map.
    double kept = 1.0;
    /// Standard errors of the three, from how the rows asked differ; 0 of a single one.
    double trustworthiness_error = 0.0, continuity_error = 0.0, kept_error = 0.0;
    std::vector<Index> rows;      ///< which rows were asked
    std::vector<float> kept_each; ///< the share of each of them
};

/// rows(n, C) in the space, positions(n, d) on the map, both compared by Euclidean distance in double
/// precision.
MapTrust map_trust(const Matrix& rows, const Matrix& positions, ThreadPool& pool,
                   const TrustOptions& options = {});

struct Neighbourhood {
    std::vector<Index> kept;    ///< near in the space and on the map
    std::vector<Index> missing; ///< near in the space alone: true neighbours that the map put elsewhere
    std::vector<Index> false_;  ///< near on the map alone: neighbours that the map made up
};

/// The k nearest of one row in both worlds, the nearest of each list at the front.
Neighbourhood compare_neighbourhood(const Matrix& rows, const Matrix& positions, Index row, int k = 10);

} // namespace wordfield::inline map
