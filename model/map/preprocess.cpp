// SPDX-License-Identifier: MIT
// Rows made ready for a map, and how far their main direction is that of frequency.
#include "model/map/preprocess.hpp"

#include "model/geometry/unit_rows.hpp"
#include "model/map/pca.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>
#include <vector>

namespace wordfield::inline map {

namespace {

using Column = Eigen::VectorXf;

/// log(count), (n). A count of 0 is taken as 1.
Column log_counts(std::span<const std::int64_t> counts) {
    Column z(static_cast<Index>(counts.size()));
    for (Index i = 0; i < z.size(); ++i)
        z[i] = std::log(static_cast<float>(std::max<std::int64_t>(counts[i], 1)));
    return z;
}

/// The same less its mean.
Column centred_log_counts(std::span<const std::int64_t> counts) {
    Column z = log_counts(counts);
    z.array() -= z.mean();
    return z;
}

/// A model that has run away may hold NaN; a map of it must still be a map.
void clear_unfinite(Matrix& rows) {
    for (Index i = 0; i < rows.rows(); ++i)
        if (!rows.row(i).allFinite()) rows.row(i).setZero();
}

/// Ranks 0 ... n-1, equal values sharing the mean of their ranks.
std::vector<double> mean_ranks(std::span<const float> values) {
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    std::vector<double> ranks(values.size());
    for (std::size_t begin = 0; begin < order.size();) {
        std::size_t end = begin + 1;
        while (end < order.size() && values[order[end]] == values[order[begin]]) ++end;
        for (std::size_t i = begin; i < end; ++i)
            ranks[order[i]] = 0.5 * static_cast<double>(begin + end - 1);
        begin = end;
    }
    return ranks;
}

} // namespace

Matrix prepare_rows(const Rows& embedding, std::span<const TokenId> ids, std::span<const std::int64_t> counts,
                    const PrepareOptions& options, RowPreparation* done) {
    const auto n = static_cast<Index>(ids.size());
    Matrix rows(n, embedding.cols());
    for (Index i = 0; i < n; ++i) embedding.write_row(ids[i], rows.row(i).data());
    if (done != nullptr) *done = {.unit_length = options.unit_length};
    if (n == 0) return rows;
    clear_unfinite(rows);
    const RowVector mean = rows.colwise().mean();
    if (done != nullptr) done->mean = mean;
    rows.rowwise() -= mean;
    if (options.remove_frequency > 0.0F) {
        assert(counts.size() == ids.size());
        const Column z = centred_log_counts(counts);
        const float spread = z.squaredNorm();
        if (spread > 0.0F) {
            const RowVector slope = (z.transpose() * rows) * (options.remove_frequency / spread);
            rows.noalias() -= z * slope;
            if (done != nullptr) {
                done->slope = slope;
                done->mean_log = log_counts(counts).mean();
            }
        }
    }
    if (options.unit_length) normalise_rows(rows);
    clear_unfinite(rows); // numbers too large to square
    return rows;
}

void prepare_others(const Rows& embedding, std::span<const TokenId> ids, std::span<const std::int64_t> counts,
                    const RowPreparation& done, Matrix& rows) {
    rows.resize(static_cast<Index>(ids.size()), embedding.cols());
    for (Index i = 0; i < rows.rows(); ++i) embedding.write_row(ids[i], rows.row(i).data());
    clear_unfinite(rows);
    rows.rowwise() -= done.mean;
    if (done.slope.size() > 0) {
        const Column z = log_counts(counts).array() - done.mean_log;
        rows.noalias() -= z * done.slope;
    }
    if (done.unit_length) normalise_rows(rows);
    clear_unfinite(rows);
}

float frequency_correlation(const Matrix& rows, std::span<const std::int64_t> counts) {
    if (rows.rows() < 3) return 0.0F;
    const PrincipalComponents components = principal_components(rows);
    const Column along = (rows.rowwise() - components.mean) * components.directions.col(0);
    const Column logs = centred_log_counts(counts);
    return std::abs(rank_correlation({along.data(), counts.size()}, {logs.data(), counts.size()}));
}

float rank_correlation(std::span<const float> a, std::span<const float> b) {
    assert(a.size() == b.size());
    const std::vector<double> ra = mean_ranks(a);
    const std::vector<double> rb = mean_ranks(b);
    const double centre = 0.5 * (static_cast<double>(a.size()) - 1.0);
    double ab = 0.0;
    double aa = 0.0;
    double bb = 0.0;
    for (std::size_t i = 0; i < ra.size(); ++i) {
        ab += (ra[i] - centre) * (rb[i] - centre);
        aa += (ra[i] - centre) * (ra[i] - centre);
        bb += (rb[i] - centre) * (rb[i] - centre);
    }
    return aa > 0.0 && bb > 0.0 ? static_cast<float>(ab / std::sqrt(aa * bb)) : 0.0F;
}

} // namespace wordfield::inline map
