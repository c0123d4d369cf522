// SPDX-License-Identifier: MIT
// k-means by matrix products: the nearest centre is the one with the largest 2 x.c - |c|^2.
#include "model/geometry/k_means.hpp"

#include "model/core/rng.hpp"
#include "model/kernels/packed.hpp"

#include <algorithm>
#include <utility>

namespace wordfield::inline geometry {

namespace {

constexpr int starts = 8; // one start in several leaves two clusters to one centre
constexpr Index points_at_once = 256;
constexpr Index most_sampled = 4096; // rows that starts are compared by: of more, some evenly spread
constexpr int rounds_of_all = 10;    // that follow with all of those

// What is kept between rounds: packing and products are most of their time.
struct AssignRoom {
    Packed<float> centres; // (C, k)
    Matrix products;       // (points_at_once, k)
};

/// Puts every row into the group of its nearest centre. Returns whether any changed its group.
bool assign(const Matrix& rows, KMeans& state, AssignRoom& room) {
    const Matrix& centres = state.centres;
    const RowVector halves = 0.5F * centres.rowwise().squaredNorm().transpose();
    room.centres.pack(view<float>(centres.data(), centres.rows(), centres.cols()).transposed());
    bool changed = false;
    state.spread = 0.0;
    for (Index from = 0; from < rows.rows(); from += points_at_once) {
        const Index count = std::min(points_at_once, rows.rows() - from);
        room.products.resize(count, centres.rows());
        multiply(room.products.data(), room.products.cols(),
                 view<float>(rows.row(from).data(), count, rows.cols()), room.centres);
        for (Index i = 0; i < count; ++i) {
            Index best = 0;
            (room.products.row(i) - halves).maxCoeff(&best);
            int& group = state.group[from + i];
            changed |= group != static_cast<int>(best);
            group = static_cast<int>(best);
            state.spread += (rows.row(from + i) - centres.row(best)).squaredNorm();
        }
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
    if (rows.rows() > most_sampled) {
        Matrix sample(most_sampled, rows.cols());
        for (Index i = 0; i < most_sampled; ++i) sample.row(i) = rows.row(i * rows.rows() / most_sampled);
        return k_means_from(rows, k_means(sample, k, seed, rounds).centres, std::min(rounds, rounds_of_all));
    }
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
    AssignRoom room;
    for (int round = 0; round < rounds && assign(rows, state, room); ++round) recentre(rows, state);
    assign(rows, state, room);
    return state;
}

} // namespace wordfield::inline geometry
