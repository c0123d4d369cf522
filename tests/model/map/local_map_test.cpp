// SPDX-License-Identifier: MIT
#include "model/map/local_map.hpp"

#include "model/core/rng.hpp"
#include "tests/support/catch.hpp"

#include <cmath>

using namespace wordfield;

namespace {

Matrix random_matrix(Index rows, Index columns, std::uint64_t seed) {
    Pcg32 rng{seed};
    Matrix m(rows, columns);
    for (float& x : m.reshaped<Eigen::RowMajor>()) x = rng.normal();
    return m;
}

} // namespace

TEST_CASE("where the map is a straight shadow, the local rule is that shadow", "[model][story]") {
    const Matrix rows = random_matrix(40, 5, 1);
    const Matrix shadow = random_matrix(5, 2, 2);
    const LocalMap map = fit_local_map(rows, rows * shadow, 1e-6F);
    CHECK((map.directions - shadow).cwiseAbs().maxCoeff() < 1e-3F);
    const RowVector movement = random_matrix(1, 5, 3);
    const Shadow seen = shadow_of(map, movement);
    CHECK((seen.displacement - movement * shadow).cwiseAbs().maxCoeff() < 5e-3F);
    // The share by Gram and Schmidt: the part of the movement in the plane of the shadow's two columns.
    const Eigen::VectorXf a = shadow.col(0).normalized();
    const Eigen::VectorXf b = (shadow.col(1) - a.dot(shadow.col(1)) * a).normalized();
    const float inside =
        std::pow(movement.dot(a.transpose()), 2.0F) + std::pow(movement.dot(b.transpose()), 2.0F);
    CHECK(seen.shown == Approx(inside / movement.squaredNorm()).epsilon(1e-2));
}

TEST_CASE("a movement across all that a map shows leaves no trace on it", "[model][story]") {
    Matrix shadow = Matrix::Zero(6, 2);
    shadow(0, 0) = 1.0F;
    shadow(1, 1) = 2.0F;
    const Matrix rows = random_matrix(30, 6, 4);
    const LocalMap map = fit_local_map(rows, rows * shadow, 1e-6F);
    const RowVector hidden = RowVector::Unit(6, 4);
    CHECK(shadow_of(map, hidden).displacement.norm() < 1e-3F);
    CHECK(shadow_of(map, hidden).shown < 1e-4F);
    CHECK(shadow_of(map, RowVector::Unit(6, 1)).shown == Approx(1.0F).epsilon(1e-3));
}

TEST_CASE("without words around there is nothing to see", "[model][story]") {
    const LocalMap map = fit_local_map(Matrix(0, 4), Matrix(0, 2));
    const Shadow seen = shadow_of(map, RowVector::Ones(4));
    CHECK(seen.displacement.isZero());
    CHECK(seen.shown == 0.0F);
}
