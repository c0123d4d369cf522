// SPDX-License-Identifier: MIT
#include "model/map/repulsion.hpp"

#include "model/core/thread_pool.hpp"
#include "tests/model/map/clouds.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

using namespace wordfield;

namespace {

MapPoints points_of(const Matrix& rows) {
    MapPoints points{rows.rows(), static_cast<int>(rows.cols()), MapPoints::far_away};
    for (Index i = 0; i < rows.rows(); ++i)
        for (int d = 0; d < points.dims; ++d) points[d][i] = rows(i, d);
    return points;
}

struct Sums {
    double z = 0.0;
    MatrixOf<double> force;
};

// The definition, in double.
Sums slow_repulsion(const Matrix& rows) {
    const MatrixOf<double> y = rows.cast<double>();
    Sums sums{0.0, MatrixOf<double>::Zero(y.rows(), y.cols())};
    for (Index i = 0; i < y.rows(); ++i)
        for (Index j = 0; j < y.rows(); ++j) {
            if (i == j) continue;
            const double q = 1.0 / (1.0 + (y.row(i) - y.row(j)).squaredNorm());
            sums.z += q;
            sums.force.row(i) += q * q * (y.row(i) - y.row(j));
        }
    return sums;
}

double relative_error(const MapPoints& force, const Sums& truth) {
    double error = 0.0;
    for (Index i = 0; i < force.n; ++i)
        for (int d = 0; d < force.dims; ++d) error += std::pow(force[d][i] - truth.force(i, d), 2);
    return std::sqrt(error) / truth.force.norm();
}

} // namespace

TEST_CASE("exact repulsion is the definition's sum", "[tsne]") {
    ThreadPool pool{3};
    const auto exact = make_exact_repulsion();
    for (const Index dims : {2, 3})
        for (const Index n : {1, 2, 15, 16, 131}) {
            const Matrix rows = 3.0F * test::normal_matrix(n, dims, 4);
            MapPoints force{n, static_cast<int>(dims)};
            const double z = exact->compute(points_of(rows), force, pool);
            const Sums truth = slow_repulsion(rows);
            CHECK(z == Approx(truth.z).epsilon(1e-5).margin(1e-9));
            if (n > 1) CHECK(relative_error(force, truth) < 1e-5);
        }
}

TEST_CASE("repulsion by the grid: folded, unfolding and wide maps, flat and solid", "[tsne][long]") {
    ThreadPool pool{2};
    const auto grid = make_grid_repulsion(); // one object: grid and kernel change with the map
    for (const Index dims : {2, 3})
        for (const float spread : {1e-4F, 0.1F, 2.0F, 30.0F}) {
            auto [rows, of] = test::gaussian_clusters(1200, dims, 9, 0.15F, 6);
            rows *= spread;
            MapPoints force{rows.rows(), static_cast<int>(dims)};
            const double z = grid->compute(points_of(rows), force, pool);
            const Sums truth = slow_repulsion(rows);
            CHECK(z == Approx(truth.z).epsilon(1e-3));
            CHECK(relative_error(force, truth) < 1e-3); // as the header promises
        }
}

TEST_CASE("repulsion by the grid: on either side of where the whole kernel is smooth to it", "[tsne][long]") {
    ThreadPool pool{2};
    const auto grid = make_grid_repulsion();
    double worst = 0.0;
    for (float spread = 0.8F; spread < 12.0F; spread *= 1.2F) {
        auto [rows, of] = test::gaussian_clusters(1200, 2, 9, 0.15F, 6);
        rows *= spread;
        MapPoints force{rows.rows(), 2};
        grid->compute(points_of(rows), force, pool);
        worst = std::max(worst, relative_error(force, slow_repulsion(rows)));
    }
    CHECK(worst < 2e-3);
    CHECK(worst > 1e-5); // it is an estimate
}

TEST_CASE("what lies in memory behind the points has no say", "[tsne]") {
    ThreadPool pool{1};
    for (const Index n : {point_padding, 4 * point_padding, 4 * point_padding + 1}) {
        // Memory that was used before and holds NaN, in the size that the sorted points will ask for.
        for (int round = 0; round < 8; ++round)
            std::vector<float> dirty(static_cast<std::size_t>(n), std::numeric_limits<float>::quiet_NaN());
        const Matrix rows = 2.0F * test::normal_matrix(n, 2, 3);
        MapPoints force{n, 2};
        CHECK(std::isfinite(make_grid_repulsion()->compute(points_of(rows), force, pool)));
        for (Index i = 0; i < n; ++i) CHECK(std::isfinite(force[0][i]));
    }
    // A vector may be loaded from the last point on.
    const MapPoints points{point_padding, 2};
    CHECK(points.padded() >= points.n - 1 + point_padding);
}

TEST_CASE("repulsion does not depend on the number of threads", "[tsne]") {
    const Matrix rows = 8.0F * test::normal_matrix(700, 2, 9);
    ThreadPool one{1};
    ThreadPool three{3};
    MapPoints a{700, 2};
    MapPoints b{700, 2};
    const auto exact = make_exact_repulsion();
    CHECK(exact->compute(points_of(rows), a, one) == exact->compute(points_of(rows), b, three));
    CHECK(a.axis == b.axis);
    const auto grid = make_grid_repulsion();
    CHECK(grid->compute(points_of(rows), a, one) ==
          Approx(grid->compute(points_of(rows), b, three)).epsilon(1e-6));
    float largest = 0.0F;
    for (Index i = 0; i < 700; ++i) largest = std::max(largest, std::hypot(a[0][i], a[1][i]));
    for (int d = 0; d < 2; ++d)
        for (Index i = 0; i < 700; ++i) CHECK(std::abs(a[d][i] - b[d][i]) <= 1e-5F * largest);
    CHECK(largest > 0.0F);
}

TEST_CASE("points in one place repel nobody and break nothing", "[tsne]") {
    ThreadPool pool{1};
    const Matrix heap = Matrix::Constant(50, 2, 3.0F);
    for (const auto& repulsion : {make_exact_repulsion(), make_grid_repulsion()}) {
        MapPoints force{50, 2};
        CHECK(repulsion->compute(points_of(heap), force, pool) == Approx(50.0 * 49.0).epsilon(1e-4));
        for (int d = 0; d < 2; ++d)
            for (Index i = 0; i < 50; ++i) CHECK(std::abs(force[d][i]) < 1e-2F);
    }
}
