// SPDX-License-Identifier: MIT
// Trustworthiness, continuity and kept neighbourhoods, a block of rows at a time.
#include "model/map/quality.hpp"

#include "model/core/running_mean.hpp"
#include "model/core/thread_pool.hpp"
#include "model/geometry/neighbours.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <span>

namespace wordfield::inline map {

namespace {

using Doubles = MatrixOf<double>;
constexpr Index rows_a_block = 32;

struct Cloud {
    explicit Cloud(const Matrix& rows)
        : points{rows.cast<double>()}, squares{points.rowwise().squaredNorm()} {}
    Doubles points;
    Eigen::VectorXd squares;

    /// Squared distances of the rows `asked` to all, (asked, n); of a row to itself infinite.
    [[nodiscard]] Doubles distances(std::span<const Index> asked) const {
        Doubles block(static_cast<Index>(asked.size()), points.cols());
        for (Index i = 0; i < block.rows(); ++i) block.row(i) = points.row(asked[i]);
        Doubles result(block.rows(), points.rows());
        result.noalias() = block * points.transpose();
        for (Index i = 0; i < block.rows(); ++i) {
            const Index self = asked[i];
            result.row(i) = squares.transpose() - 2.0 * result.row(i);
            result.row(i).array() += squares[self];
            result(i, self) = std::numeric_limits<double>::infinity();
        }
        return result;
    }
};

/// Indices of the k smallest, the smallest at the front, ties by index.
std::vector<Index> smallest(std::span<const double> distances, int k) {
    std::vector<Index> order(distances.size());
    std::iota(order.begin(), order.end(), Index{0});
    std::partial_sort(order.begin(), order.begin() + k, order.end(), [&](Index a, Index b) {
        const double da = distances[a];
        const double db = distances[b];
        return da < db || (da == db && a < b);
    });
    order.resize(k);
    return order;
}

/// The `count` rows nearest to `row`, nearest first. Distances in single precision leave few in question;
/// those in double precision decide.
std::vector<Index> nearest_rows(const Matrix& points, Index row, int count) {
    std::vector<float> rough(static_cast<std::size_t>(points.rows()));
    for (Index i = 0; i < points.rows(); ++i) rough[i] = (points.row(i) - points.row(row)).squaredNorm();
    rough[row] = std::numeric_limits<float>::infinity();
    std::vector<float> ordered = rough;
    const auto last = ordered.begin() + std::max(count - 1, 0);
    std::nth_element(ordered.begin(), last, ordered.end());
    const float bound = *last * (1.0F + 1e-4F);
    std::vector<Index> candidates;
    std::vector<double> exact;
    for (Index i = 0; i < points.rows(); ++i) {
        if (i == row || rough[i] > bound) continue;
        candidates.push_back(i);
        exact.push_back((points.row(i).cast<double>() - points.row(row).cast<double>()).squaredNorm());
    }
    std::vector<Index> nearest = smallest(exact, std::min(count, static_cast<int>(candidates.size())));
    for (Index& i : nearest) i = candidates[i];
    return nearest;
}

/// Sum over `near` (of one row) of how far beyond k each ranks by `distances` (rank 1 is the nearest).
std::int64_t beyond(std::span<const Index> near, std::span<const double> distances, int k) {
    std::int64_t sum = 0;
    for (const Index j : near) {
        const double own = distances[j];
        std::int64_t nearer = 0;
        for (const double d : distances) nearer += d < own ? 1 : 0;
        sum += std::max<std::int64_t>(0, nearer + 1 - k);
    }
    return sum;
}

int overlap(std::span<const Index> a, std::span<const Index> b) {
    return static_cast<int>(std::count_if(
        a.begin(), a.end(), [&](Index j) { return std::find(b.begin(), b.end(), j) != b.end(); }));
}

struct RowTrust {
    std::int64_t untrue = 0;  // ranks beyond k of false neighbours
    std::int64_t missing = 0; // ranks beyond k of neighbours torn away
    float kept = 0.0F;
};

void measure_block(const Cloud& space, const Cloud& map, std::span<const Index> asked, int k,
                   std::span<RowTrust> rows) {
    const Doubles in_space = space.distances(asked);
    const Doubles on_map = map.distances(asked);
    const auto n = static_cast<std::size_t>(in_space.cols());
    for (Index i = 0; i < in_space.rows(); ++i) {
        const std::span<const double> s{in_space.row(i).data(), n};
        const std::span<const double> m{on_map.row(i).data(), n};
        const std::vector<Index> true_near = smallest(s, k);
        const std::vector<Index> map_near = smallest(m, k);
        rows[i] = {beyond(map_near, s, k), beyond(true_near, m, k),
                   static_cast<float>(overlap(true_near, map_near)) / static_cast<float>(k)};
    }
}

// The means over the rows asked; `scale` makes a row's share of trustworthiness out of its ranks beyond k.
void take_means(MapTrust& trust, std::span<const RowTrust> rows, double scale) {
    RunningMean untrue, missing, kept;
    for (const RowTrust& row : rows) {
        untrue.add(scale * static_cast<double>(row.untrue));
        missing.add(scale * static_cast<double>(row.missing));
        kept.add(row.kept);
        trust.kept_each.push_back(row.kept);
    }
    trust.trustworthiness = 1.0 - untrue.mean();
    trust.trustworthiness_error = untrue.error();
    trust.continuity = 1.0 - missing.mean();
    trust.continuity_error = missing.error();
    trust.kept = kept.mean();
    trust.kept_error = kept.error();
}

} // namespace

MapTrust map_trust(const Matrix& rows, const Matrix& positions, ThreadPool& pool,
                   const TrustOptions& options) {
    const Index n = rows.rows();
    const int k = static_cast<int>(std::min<Index>(options.k, (n - 1) / 2));
    MapTrust trust;
    if (k < 1) return trust;
    trust.rows = spread_sample(n, options.sample);
    const Cloud space{rows};
    const Cloud map{positions};
    const std::span<const Index> asked = trust.rows;
    const auto blocks = (asked.size() + rows_a_block - 1) / rows_a_block;
    std::vector<RowTrust> measured(asked.size());
    pool.run(static_cast<int>(blocks), [&](int block) {
        const auto begin = static_cast<std::size_t>(block * rows_a_block);
        const auto length = std::min<std::size_t>(rows_a_block, asked.size() - begin);
        measure_block(space, map, asked.subspan(begin, length), k,
                      std::span{measured}.subspan(begin, length));
    });
    const double size = static_cast<double>(n);
    take_means(trust, measured, 2.0 / (k * (2.0 * size - 3.0 * k - 1.0)));
    return trust;
}

Neighbourhood compare_neighbourhood(const Matrix& rows, const Matrix& positions, Index row, int k) {
    const int count = static_cast<int>(std::min<Index>(k, rows.rows() - 1));
    const std::vector<Index> in_space = nearest_rows(rows, row, count);
    const std::vector<Index> on_map = nearest_rows(positions, row, count);
    Neighbourhood result;
    for (const Index j : in_space)
        (overlap({&j, 1}, on_map) != 0 ? result.kept : result.missing).push_back(j);
    for (const Index j : on_map)
        if (overlap({&j, 1}, in_space) == 0) result.false_.push_back(j);
    return result;
}

} // namespace wordfield::inline map
