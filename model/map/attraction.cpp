// SPDX-License-Identifier: MIT
// Sums over the entries of a sparse matrix.
#include "model/map/attraction.hpp"

#include "model/core/thread_pool.hpp"
#include "model/kernels/kernels.hpp"

#include <algorithm>
#include <cmath>

namespace wordfield::inline map {

namespace {

constexpr Index attracted_a_part = 256;

} // namespace

void attract(const Affinities& affinities, const MapPoints& points, MapPoints& force, ThreadPool& pool) {
    const PointsView from = points.view();
    pool.run(static_cast<int>((points.n + attracted_a_part - 1) / attracted_a_part), [&](int part) {
        const Index end = std::min((part + 1) * attracted_a_part, points.n);
        for (Index i = part * attracted_a_part; i < end; ++i) {
            const std::int64_t begin = affinities.begin[i];
            float sum[3];
            map_kernels().attract(from, i, affinities.column.data() + begin, affinities.weight.data() + begin,
                                  affinities.begin[static_cast<std::size_t>(i) + 1] - begin, sum);
            for (int d = 0; d < points.dims; ++d) force[d][i] = sum[d];
        }
    });
}

double divergence_less_log_z(const Affinities& affinities, const MapPoints& points, ThreadPool& pool) {
    const auto parts = static_cast<std::size_t>((points.n + attracted_a_part - 1) / attracted_a_part);
    std::vector<double> sums(parts, 0.0);
    pool.run(static_cast<int>(parts), [&](int part) {
        const Index end = std::min((part + 1) * attracted_a_part, points.n);
        for (Index i = part * attracted_a_part; i < end; ++i)
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
