// SPDX-License-Identifier: MIT
// The same words in several tables or on several maps: how far their neighbourhoods are the same.
#pragma once

#include "model/core/matrix.hpp"
#include "model/core/mean_spread.hpp"

#include <span>
#include <vector>

namespace wordfield::inline core {
class ThreadPool;
} // namespace wordfield::inline core

namespace wordfield::inline geometry {

/// (W, k): row w has the k nearest rows of word w, the nearest at the front.
using NeighbourLists = MatrixOf<int>;

/// The k nearest of the rows `asked` among all rows(n, C), by Euclidean distance: with rows of length one,
/// by cosine. k is lowered to n - 1.
NeighbourLists neighbour_lists(const Matrix& rows, std::span<const Index> asked, int k, ThreadPool& pool);

/// Share of a word's list that the other one has, too, 0 to 1: (W), one for each row of a(W, k) and b(W, k).
std::vector<double> shared_of_each(const NeighbourLists& a, const NeighbourLists& b);
/// Its mean over the words.
double shared_of_all(const NeighbourLists& a, const NeighbourLists& b);
/// That mean over every two of some lists, and how far the pairs lie apart. Pairs have a table in common, so
/// they are not independent of each other. Two lists at least.
MeanSpread shared_of_pairs(std::span<const NeighbourLists> lists);
/// What lists of k in random order among n rows would share: k / (n - 1).
double shared_by_chance(Index k, Index n);

/// One row that is a neighbour somewhere.
struct CountedNeighbour {
    int row = 0;
    int lists = 0; ///< how many lists have it
    bool operator==(const CountedNeighbour&) const = default;
};

/// Every row that is in a list of word w, those of most lists at the front, then those that are nearer on
/// average.
std::vector<CountedNeighbour> count_neighbours(std::span<const NeighbourLists> lists, Index w);

} // namespace wordfield::inline geometry
