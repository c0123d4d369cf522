// SPDX-License-Identifier: MIT
// Which rows lie nearest: of one row or point against all (cheap enough for every frame), and of every row at
// once, by blocked matrix products, exact.
#pragma once

#include "model/table/row_table.hpp"

#include <span>
#include <vector>

namespace wordfield::inline core {
class ThreadPool;
} // namespace wordfield::inline core

namespace wordfield::inline geometry {

/// Cosine is that of the angle seen from the mean row (all rows of a trained table share a common part that
/// says nothing about meaning); Dot is what the network itself compares by; Euclidean is a distance: small is
/// near. PlainCosine is the angle seen from the origin, as gensim and papers measure it.
enum class Measure { Cosine, Dot, Euclidean, PlainCosine };

struct Neighbour {
    Index row = 0;
    float value = 0.0F; ///< in the units of the measure
};

/// The k rows of rows(V, C) nearest to query(C), the nearest at the front, equal values in the order of the
/// rows; without those in `without`. Fewer than k where there are no more.
std::vector<Neighbour> nearest_to(const Rows& rows, const RowVector& query, Measure measure, int k,
                                  std::span<const Index> without = {});

/// The same for one of the rows, itself left out.
std::vector<Neighbour> nearest_to_row(const Rows& rows, Index row, Measure measure, int k);
/// The same where the mean of all rows is known.
std::vector<Neighbour> nearest_to_row(const Rows& rows, const RowVector& mean, Index row, Measure measure,
                                      int k);

/// The measure between every row of rows(V, C) and query(C): (V).
Eigen::VectorXf compare_with_all(const Rows& rows, const RowVector& query, Measure measure);

/// The k nearest rows of every row (or of some) by Euclidean distance, itself left out, the nearest at the
/// front, equal distances in the order of the rows.
struct NeighbourGraph {
    Index n = 0; ///< rows whose neighbours are listed
    int k = 0;
    std::vector<int> index;      ///< (n, k)
    std::vector<float> distance; ///< (n, k) squared
    float recall = 1.0F;         ///< share of the ten nearest that were found; 1 where all were compared
    float recall_error = 0.0F;   ///< its standard error, from how the rows that were asked differ

    [[nodiscard]] std::span<const int> neighbours(Index i) const {
        return {index.data() + i * k, static_cast<std::size_t>(k)};
    }
    [[nodiscard]] std::span<const float> distances(Index i) const {
        return {distance.data() + i * k, static_cast<std::size_t>(k)};
    }
};

/// k is lowered to n - 1 where there are fewer rows. rows(n, C).
NeighbourGraph nearest_neighbours(const Matrix& rows, int k, ThreadPool& pool);

/// The same for the rows `asked` alone, among all rows: entry i of the graph belongs to row asked[i].
NeighbourGraph nearest_neighbours_of(const Matrix& rows, std::span<const Index> asked, int k,
                                     ThreadPool& pool);

/// At most `most` of the indices 0 ... n-1, evenly spread.
std::vector<Index> spread_sample(Index n, Index most);

} // namespace wordfield::inline geometry
