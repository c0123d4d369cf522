// SPDX-License-Identifier: MIT
// All pairs, a whole vector at a time: no exp, no square root, one division. Four points share each load of
// the others.
#include "model/core/thread_pool.hpp"
#include "model/map/repulsion.hpp"

#include <algorithm>
#include <vector>

namespace wordfield::inline map {

namespace {

constexpr Index points_a_part = 64;
constexpr int points_at_once = 4;

template <int Dims>
double repel(const MapPoints& points, MapPoints& force, Index from, Index count) {
    Lanes own[points_at_once][Dims];
    Lanes pushed[points_at_once][Dims] = {};
    Lanes z[points_at_once] = {};
    for (int p = 0; p < points_at_once; ++p)
        for (int d = 0; d < Dims; ++d)
            own[p][d] = simd::broadcast(points[d][std::min<Index>(from + p, points.n - 1)]);
    for (Index j = 0; j < points.padded(); j += lane_count) {
        Lanes other[Dims];
        for (int d = 0; d < Dims; ++d) other[d] = simd::load(points[d] + j);
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

class ExactRepulsion : public Repulsion {
public:
    double compute(const MapPoints& points, MapPoints& force, ThreadPool& pool) override {
        const auto parts = static_cast<std::size_t>((points.n + points_a_part - 1) / points_a_part);
        std::vector<double> sums(parts, 0.0);
        pool.run(static_cast<int>(parts), [&](int part) {
            const Index end = std::min((part + 1) * points_a_part, points.n);
            for (Index i = part * points_a_part; i < end; i += points_at_once) {
                const Index count = std::min<Index>(points_at_once, end - i);
                sums[part] +=
                    points.dims == 2 ? repel<2>(points, force, i, count) : repel<3>(points, force, i, count);
            }
        });
        double sum = 0.0;
        for (const double s : sums) sum += s; // in order, whichever thread was done first
        return sum;
    }
};

} // namespace

std::unique_ptr<Repulsion> make_exact_repulsion() {
    return std::make_unique<ExactRepulsion>();
}

} // namespace wordfield::inline map
