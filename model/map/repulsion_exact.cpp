// SPDX-License-Identifier: MIT
// All pairs.
#include "model/core/thread_pool.hpp"
#include "model/kernels/kernels.hpp"
#include "model/map/repulsion.hpp"

#include <algorithm>
#include <vector>

namespace wordfield::inline map {

namespace {

constexpr Index points_a_part = 64;
class ExactRepulsion : public Repulsion {
public:
    double compute(const MapPoints& points, MapPoints& force, ThreadPool& pool) override {
        const auto parts = static_cast<std::size_t>((points.n + points_a_part - 1) / points_a_part);
        std::vector<double> sums(parts, 0.0);
        const PointsView from = points.view();
        float* const forces[]{force[0], force[1], force[2]};
        pool.run(static_cast<int>(parts), [&](int part) {
            const Index end = std::min((part + 1) * points_a_part, points.n);
            sums[part] = map_kernels().repel(from, forces, part * points_a_part, end);
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
