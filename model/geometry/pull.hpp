// SPDX-License-Identifier: MIT
// Which way training pulls a row, and which other rows are pulled the same way: words in similar company get
// similar gradients, so they drift together.
#pragma once

#include "model/core/matrix.hpp"

#include <vector>

namespace wordfield::inline geometry {

struct Pull {
    float strength = 0.0F;        ///< length of the row's own pull, the common drift taken out
    Eigen::VectorXf cosine;       ///< (V) of each row's pull with it, in [-1, 1]; 0 where nothing pulls
    std::vector<Index> strongest; ///< rows with the largest cosine at the front, the row itself left out
};

/// mean_gradient(V, C) is the embedding's gradient averaged over some twenty steps; its mean row, which pulls
/// all words alike, is given as `drift` (C) and subtracted (one step's raw gradient shows little). The pull
/// is minus the gradient: where the row is going.
Pull pull_of(const Matrix& mean_gradient, const RowVector& drift, Index row, int count);
/// The same of the sum of the gradients of some steps, after - before, both (V, C).
Pull pull_of_sum(const Matrix& before, const Matrix& after, const RowVector& drift, Index row, int count);

/// How reliable the pull on each row is: the cosine between the pulls of odd and of even steps, (n), the
/// common drift taken out of either. Near 1 for a row that is really drawn somewhere; noise gives either sign
/// alike, and large values too, as a row's gradient lies in few directions. mean(n, C) is the running mean of
/// the gradient, alternating(n, C) the same with every other step's sign turned, so that their sum and
/// difference are the two halves.
Eigen::VectorXf pull_agreement(const Matrix& mean, const Matrix& alternating);

/// The least agreement that is more than noise: of the rows at or above it an expected tenth at most are
/// noise. How large noise gets is told by the rows below zero, which are nothing else (the knockoff+ filter,
/// Barber & Candès 2015, equation 1.9). Infinity when no row stands out.
float least_reliable(const Eigen::VectorXf& agreement);

} // namespace wordfield::inline geometry
