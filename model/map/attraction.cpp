// SPDX-License-Identifier: MIT
// Sums over the entries of a sparse matrix, a whole vector at a time.
#include "model/map/attraction.hpp"

#include "model/core/thread_pool.hpp"

#include <algorithm>
#include <cmath>

namespace wordfield::inline map {

namespace {

constexpr Index rows_a_part = 256;

constexpr std::int64_t entries_at_once = 128;

/// Collecting scattered floats and computing with them are two loops: a lane filled one float at a time is
/// not ready for the arithmetic that follows it at once.
template <int Dims>
void attract_row(const Affinities& affinities, const MapPoints& points, Index i, MapPoints& force) {
    float collected[Dims][entries_at_once];
    Lanes sum[Dims] = {};
    const std::int64_t end = affinities.begin[static_cast<std::size_t>(i) + 1];
    for (std::int64_t from = affinities.begin[i]; from < end; from += entries_at_once) {
        const std::int64_t count = std::min(end - from, entries_at_once);
        const std::int32_t* const column = affinities.column.data() + from;
        for (int d = 0; d < Dims; ++d)
            for (std::int64_t e = 0; e < count; ++e) collected[d][e] = points[d][column[e]];
        for (std::int64_t e = 0; e < count; e += lane_count) {
            Lanes away[Dims];
            Lanes square = simd::broadcast(1.0F);
            for (int d = 0; d < Dims; ++d) {
                away[d] = points[d][i] - simd::load(collected[d] + e);
                square += away[d] * away[d];
            }
            const Lanes strength = simd::load(affinities.weight.data() + from + e) / square;
            for (int d = 0; d < Dims; ++d) sum[d] += strength * away[d];
        }
    }
    for (int d = 0; d < Dims; ++d) force[d][i] = simd::sum<float>(sum[d]);
}

} // namespace

void attract(const Affinities& affinities, const MapPoints& points, MapPoints& force, ThreadPool& pool) {
    pool.run(static_cast<int>((points.n + rows_a_part - 1) / rows_a_part), [&](int part) {
        const Index end = std::min((part + 1) * rows_a_part, points.n);
        for (Index i = part * rows_a_part; i < end; ++i)
            points.dims == 2 ? attract_row<2>(affinities, points, i, force)
                             : attract_row<3>(affinities, points, i, force);
    });
}

double divergence_less_log_z(const Affinities& affinities, const MapPoints& points, ThreadPool& pool) {
    const auto parts = static_cast<std::size_t>((points.n + rows_a_part - 1) / rows_a_part);
    std::vector<double> sums(parts, 0.0);
    pool.run(static_cast<int>(parts), [&](int part) {
        const Index end = std::min((part + 1) * rows_a_part, points.n);
        for (Index i = part * rows_a_part; i < end; ++i)
            for (auto e = static_cast<std::size_t>(affinities.begin[i]);
                 e < static_cast<std::size_t>(affinities.begin[static_cast<std::size_t>(i) + 1]); ++e) {
                const double p = affinities.weight[e];
                if (p <= 0.0) continue;
                double square = 0.0;
                for (int d = 0; d < points.dims; ++d) {
                    const double away = points[d][i] - points[d][affinities.column[e]];
                    square += away * away;
                }
                sums[part] += p * (std::log(p) + std::log1p(square));
            }
    });
    double sum = 0.0;
    for (const double s : sums) sum += s;
    return sum;
}

} // namespace wordfield::inline map
