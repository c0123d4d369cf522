// SPDX-License-Identifier: MIT
#include "model/map/map_shape.hpp"

#include "model/map/align.hpp"
#include "tests/model/map/clouds.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

using namespace wordfield;

namespace {

Matrix flat_map(Index n) {
    return unturned_map(test::normal_matrix(n, 2, 5));
}

float side(const Matrix& points, Index axis) {
    return points.col(axis).maxCoeff() - points.col(axis).minCoeff();
}

} // namespace

TEST_CASE("a stretched map is so much wider against its height, and can be brought back", "[map]") {
    const Matrix map = flat_map(90);
    Layout layout;
    layout.stretch = 1.5F;
    layout.positions = map;
    stretch_map(layout.positions, 1.5F);
    CHECK(side(layout.positions, 0) / side(layout.positions, 1) ==
          Approx(1.5F * side(map, 0) / side(map, 1)).epsilon(1e-4));
    CHECK(std::sqrt(layout.positions.squaredNorm() / 90.0F) == Approx(1.0F).epsilon(1e-4));
    CHECK((unstretched(layout) - map).norm() < 1e-4F);
    Matrix same = map;
    stretch_map(same, 1.0F);
    CHECK(same == map);
}

TEST_CASE("the spacing of a map is the median of the nearest distances", "[map]") {
    const Matrix map = flat_map(301);
    std::vector<double> nearest;
    for (Index i = 0; i < map.rows(); ++i) {
        double best = std::numeric_limits<double>::infinity();
        for (Index k = 0; k < map.rows(); ++k)
            if (k != i)
                best = std::min(best, std::hypot(static_cast<double>(map(i, 0) - map(k, 0)),
                                                 static_cast<double>(map(i, 1) - map(k, 1))));
        nearest.push_back(best);
    }
    std::ranges::sort(nearest);
    CHECK(median_spacing(map) == Approx(nearest[150]).epsilon(1e-4));
    CHECK(median_spacing(Matrix(0, 3)) == 0.0F);
    CHECK(median_spacing(Matrix::Zero(1, 3)) == 0.0F);
    const Matrix many = flat_map(9000); // some are asked, which are an estimate
    Matrix twice = 2.0F * many;
    CHECK(median_spacing(twice) == Approx(2.0F * median_spacing(many)).epsilon(1e-4));
}

TEST_CASE("axes are found again on a map that was turned", "[map]") {
    Matrix map = test::normal_matrix(400, 2, 8);
    map.col(0) *= 3.0F;
    map = map.rowwise() - map.colwise().mean();
    map.col(1) -= map.col(0) * (map.col(0).dot(map.col(1)) / map.col(0).squaredNorm()); // uncorrelated
    Eigen::Matrix2f turn;
    turn << std::cos(0.6F), std::sin(0.6F), -std::sin(0.6F), std::cos(0.6F);
    Matrix turned = Matrix::Zero(400, 3);
    turned.leftCols(2) = 0.2F * map * turn;
    const Matrix axes = axis_directions(map, turned);
    REQUIRE(axes.rows() == 2);
    CHECK((axes.leftCols(2) - turn).norm() < 1e-4F);
    CHECK(axes.col(2).isZero());
    CHECK(axis_directions(Matrix::Zero(5, 2), Matrix::Zero(5, 3)).isZero());
}
