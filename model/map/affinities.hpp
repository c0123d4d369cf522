// SPDX-License-Identifier: MIT
// t-SNE's picture of the space (van der Maaten & Hinton 2008): how much each pair of near rows belongs
// together, each row counting about `perplexity` others as near, however dense the cloud is around it.
#pragma once

#include "model/geometry/neighbours.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace wordfield::inline core {
class ThreadPool;
} // namespace wordfield::inline core

namespace wordfield::inline map {

/// The symmetric matrix P of joint probabilities, by rows; all entries together are 1. Rows are padded to a
/// multiple of point_padding with entries of weight 0 that point to the row itself.
struct Affinities {
    Index n = 0;
    std::vector<std::int64_t> begin; ///< (n + 1) where each row's entries start
    std::vector<std::int32_t> column;
    std::vector<float> weight; ///< p_ij
};

/// Finds, for every row, the precision beta of a Gaussian whose perplexity over the row's neighbours is
/// `perplexity`. `precisions`(n) is where the search starts (0: from scratch) and where its result goes, so
/// that it costs next to nothing when the rows have moved little. Returns p(j|i) in the order of the graph,
/// (n, k).
std::vector<float> calibrate(const NeighbourGraph& graph, float perplexity, std::vector<float>& precisions,
                             ThreadPool& pool);

/// p_ij = (p(j|i) + p(i|j)) / 2n over the pairs of the graph.
Affinities symmetrise(const NeighbourGraph& graph, std::span<const float> conditional, ThreadPool& pool);

} // namespace wordfield::inline map
