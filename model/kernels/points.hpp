// SPDX-License-Identifier: MIT
// Forces between points of a map, a whole vector of them at a time: no exp, no square root, one division.
#pragma once

#include "model/kernels/vector_math.hpp"
#include "model/kernels/views.hpp"

namespace wordfield::WORDFIELD_ISA {

using Lanes = simd::Vec<float>;
inline constexpr int lane_count = simd::lanes<float>;

inline constexpr int points_at_once = 4; // that share each load of the others

template <int Dims>
double repel_some(const PointsView& points, float* const* force, Index from, Index count) {
    Lanes own[points_at_once][Dims];
    Lanes pushed[points_at_once][Dims] = {};
    Lanes z[points_at_once] = {};
    for (int p = 0; p < points_at_once; ++p)
        for (int d = 0; d < Dims; ++d)
            own[p][d] = simd::broadcast(points.axis[d][simd::least<Index>(from + p, points.n - 1)]);
    for (Index j = 0; j < points.padded; j += lane_count) {
        Lanes other[Dims];
        for (int d = 0; d < Dims; ++d) other[d] = simd::load(points.axis[d] + j);
        for (int p = 0; p < points_at_once; ++p) {
            Lanes away[Dims];
            Lanes square = simd::broadcast(1.0F);
            for (int d = 0; d < Dims; ++d) {
                away[d] = own[p][d] - other[d];
                square += away[d] * away[d];
            }
            const Lanes q = 1.0F / square;
            z[p] += q;
            const Lanes q2 = q * q;
            for (int d = 0; d < Dims; ++d) pushed[p][d] += q2 * away[d];
        }
    }
    double sum = 0.0;
    for (int p = 0; p < count; ++p) {
        sum += static_cast<double>(simd::sum<float>(z[p])) - 1.0; // less its own q
        for (int d = 0; d < Dims; ++d) force[d][from + p] = simd::sum<float>(pushed[p][d]);
    }
    return sum;
}

inline double repel(const PointsView& points, float* const* force, Index from, Index to) {
    double sum = 0.0;
    for (Index i = from; i < to; i += points_at_once) {
        const Index count = simd::least<Index>(points_at_once, to - i);
        sum += points.dims == 2 ? repel_some<2>(points, force, i, count)
                                : repel_some<3>(points, force, i, count);
    }
    return sum;
}

// 0, 1, 2 ...
inline Lanes lane_numbers() {
    Lanes numbers{};
    for (int i = 0; i < lane_count; ++i) numbers[i] = static_cast<float>(i);
    return numbers;
}

// Near part between one point and the run [from, to) of points; adds to pushed and returns the potential.
template <int Dims>
Lanes repel_run(const PointsView& points, const float* own, Index from, Index to, NearSplit split,
                Lanes* pushed) {
    Lanes potential{};
    for (Index j = from; j < to; j += lane_count) {
        Lanes away[Dims];
        Lanes u{};
        for (int d = 0; d < Dims; ++d) {
            away[d] = own[d] - simd::load(points.axis[d] + j);
            u += away[d] * away[d];
        }
        Lanes t = (split.square - u) * split.scale;
        t = t > 0.0F ? t : Lanes{};
        if (to - j < lane_count) t = lane_numbers() < static_cast<float>(to - j) ? t : Lanes{};
        const Lanes q = 1.0F / (1.0F + u);
        const Lanes t3 = t * t * t;
        potential += t3 * t * q;
        const Lanes strength = q * t3 * (4.0F * split.scale + t * q); // -d/du of t^4 / (1 + u)
        for (int d = 0; d < Dims; ++d) pushed[d] += strength * away[d];
    }
    return potential;
}

template <int Dims>
float repel_runs(const PointsView& points, const float* own, const Index* from, const Index* to, Index runs,
                 NearSplit split, float* pushed) {
    Lanes sum[Dims] = {};
    Lanes potential{};
    for (Index r = 0; r < runs; ++r) potential += repel_run<Dims>(points, own, from[r], to[r], split, sum);
    for (int d = 0; d < Dims; ++d) pushed[d] += simd::sum<float>(sum[d]);
    return simd::sum<float>(potential);
}

inline float repel_near(const PointsView& points, const float* own, const Index* from, const Index* to,
                        Index runs, NearSplit split, float* pushed) {
    return points.dims == 2 ? repel_runs<2>(points, own, from, to, runs, split, pushed)
                            : repel_runs<3>(points, own, from, to, runs, split, pushed);
}

// Collecting scattered floats and computing with them are two loops: a lane filled one float at a time is not
// ready for the arithmetic that follows it at once.
template <int Dims>
void attract_point(const PointsView& points, Index i, const std::int32_t* column, const float* weight,
                   Index count, float* total) {
    constexpr Index entries_at_once = 128;
    float collected[Dims][entries_at_once];
    Lanes sum[Dims] = {};
    for (Index from = 0; from < count; from += entries_at_once) {
        const Index some = simd::least(count - from, entries_at_once);
        for (int d = 0; d < Dims; ++d)
            for (Index e = 0; e < some; ++e) collected[d][e] = points.axis[d][column[from + e]];
        for (Index e = 0; e < some; e += lane_count) {
            Lanes away[Dims];
            Lanes square = simd::broadcast(1.0F);
            for (int d = 0; d < Dims; ++d) {
                away[d] = points.axis[d][i] - simd::load(collected[d] + e);
                square += away[d] * away[d];
            }
            const Lanes strength = simd::load(weight + from + e) / square;
            for (int d = 0; d < Dims; ++d) sum[d] += strength * away[d];
        }
    }
    for (int d = 0; d < Dims; ++d) total[d] = simd::sum<float>(sum[d]);
}

inline void attract(const PointsView& points, Index i, const std::int32_t* column, const float* weight,
                    Index count, float* sum) {
    points.dims == 2 ? attract_point<2>(points, i, column, weight, count, sum)
                     : attract_point<3>(points, i, column, weight, count, sum);
}

} // namespace wordfield::WORDFIELD_ISA
