// SPDX-License-Identifier: MIT
// k-means by matrix products: the nearest centre is the one with the largest 2 x.c - |c|^2.
#include "model/geometry/k_means.hpp"

#include "model/core/rng.hpp"

#include <algorithm>
#include <utility>

namespace wordfield::inline geometry {

namespace {

constexpr int starts = 8; // one start in several leaves two clusters to one centre

/// Puts every row into the group of its nearest centre. Returns whether any changed its group.
bool assign(const Matrix& rows, KMeans& state) {
    const RowVector halves = 0.5F * state.centres.rowwise().squaredNorm().transpose();
    Matrix closeness(rows.rows(), state.centres.rows());
    closeness.noalias() = rows * state.centres.transpose();
    closeness.rowwise() -= halves;
    bool changed = false;
    state.spread = 0.0;
    for (Index i = 0; i < rows.rows(); ++i) {
        Index best = 0;
        closeness.row(i).maxCoeff(&best);
        int& group = state.group[i];
        changed |= group != static_cast<int>(best);
        group = static_cast<int>(best);
        state.spread += (rows.row(i) - state.centres.row(best)).squaredNorm();
    }
    return changed;
}

/// Each centre becomes the mean of its group; one without any rows stays where it is.
void recentre(const Matrix& rows, KMeans& state) {
    Matrix sums = Matrix::Zero(state.centres.rows(), rows.cols());
    std::vector<int> sizes(static_cast<std::size_t>(sums.rows()), 0);
    for (Index i = 0; i < rows.rows(); ++i) {
        const int group = state.group[i];
        sums.row(group) += rows.row(i);
        ++sizes[group];
    }
    for (Index c = 0; c < sums.rows(); ++c)
        if (const int size = sizes[c]; size > 0)
            state.centres.row(c) = sums.row(c) / static_cast<float>(size);
}

/// k-means++: each further centre is a row, drawn in proportion to its squared distance from the nearest so
/// far.
Matrix choose_centres(const Matrix& rows, Index k, Pcg32& rng) {
    Matrix centres(k, rows.cols());
    Eigen::VectorXd nearest = Eigen::VectorXd::Constant(rows.rows(), 1.0);
    for (Index c = 0; c < k; ++c) {
        double target = rng.uniform_double() * nearest.sum();
        Index chosen = 0;
        while (chosen + 1 < rows.rows() && (target -= nearest[chosen]) >= 0.0) ++chosen;
        centres.row(c) = rows.row(chosen);
        const Eigen::VectorXd distance =
            (rows.rowwise() - centres.row(c)).rowwise().squaredNorm().cast<double>();
        nearest = c == 0 ? distance : nearest.cwiseMin(distance).eval();
    }
    return centres;
}

} // namespace

KMeans k_means(const Matrix& rows, int k, std::uint64_t seed, int rounds) {
    Pcg32 rng{seed};
    const Index groups = std::min<Index>(k, rows.rows());
    KMeans best;
    for (int start = 0; start < starts; ++start) {
        KMeans found = k_means_from(rows, choose_centres(rows, groups, rng), rounds);
        if (start == 0 || found.spread < best.spread) best = std::move(found);
    }
    return best;
}

KMeans k_means_from(const Matrix& rows, Matrix centres, int rounds) {
    KMeans state;
    state.centres = std::move(centres);
    state.group.assign(rows.rows(), -1);
    if (rows.rows() == 0 || state.centres.rows() == 0) return state;
    for (int round = 0; round < rounds && assign(rows, state); ++round) recentre(rows, state);
    assign(rows, state);
    return state;
}

} // namespace wordfield::inline geometry
