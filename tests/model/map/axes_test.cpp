// SPDX-License-Identifier: MIT
#include "model/map/axes.hpp"

#include "tests/model/map/clouds.hpp"
#include "tests/support/catch.hpp"

#include <cmath>

using namespace wordfield;

TEST_CASE("an axis of words points from the mean of some to the mean of others", "[geometry]") {
    Matrix embedding(5, 2);
    embedding << 0, 0, 2, 0, 4, 3, 4, 5, 9, 9;
    const RowVector direction = axis_direction(embedding, {{0, 1}, {2, 3}}); // (1, 0) to (4, 4)
    CHECK(direction[0] == Approx(0.6F));
    CHECK(direction[1] == Approx(0.8F));
    CHECK(axis_direction(embedding, {{0}, {0}}).isZero());
    CHECK(axis_direction(embedding, {{}, {1}}).isZero());
}

TEST_CASE("a map of axes: given directions as they are, the rest from what they leave over", "[geometry]") {
    Matrix rows = test::normal_matrix(400, 5, 4);
    rows.col(0) *= 9.0F;
    rows.col(3) *= 4.0F;
    Matrix given = Matrix::Zero(1, 5);
    given(0, 0) = 1.0F;
    AxesProjection axes{2};
    axes.set_directions(given);
    axes.set_rows(rows);
    const Matrix centred = rows.rowwise() - rows.colwise().mean();
    CHECK((axes.positions().col(0) - centred.col(0)).norm() < 1e-3F);
    const auto second = axes.positions().col(1);
    CHECK(std::abs(second.dot(centred.col(3))) > 0.97F * second.norm() * centred.col(3).norm());
    CHECK(axes.explained_variance()[0] == Approx(centred.col(0).squaredNorm() / centred.squaredNorm()));
}

TEST_CASE("a map of raw dimensions", "[geometry]") {
    const Matrix rows = test::normal_matrix(20, 6, 5);
    AxesProjection dimensions{3, std::array{4, 1, 99}};
    dimensions.set_rows(rows);
    const Matrix centred = rows.rowwise() - rows.colwise().mean();
    CHECK(dimensions.positions().col(0).isApprox(centred.col(4)));
    CHECK(dimensions.positions().col(1).isApprox(centred.col(1)));
    CHECK(dimensions.positions().col(2).isZero()); // there is no such dimension
    CHECK(dimensions.keeps_axes());
}

TEST_CASE("axes tell what they leave out, and single columns what each of them holds", "[axes]") {
    Matrix rows(4, 3); // variances 2, 2 and 8, uncorrelated
    rows << 2, 0, 0, -2, 0, 0, 0, 2, 4, 0, -2, -4;
    const RowVector mean = rows.colwise().mean();
    const Matrix centred = rows.rowwise() - mean;
    const float total = centred.squaredNorm();
    AxesProjection columns{2, std::array{0, 2, 1}};
    columns.set_rows(rows);
    REQUIRE(columns.all_variances().size() == 3);
    for (Index c = 0; c < 3; ++c)
        CHECK(columns.all_variances()[c] == Approx(centred.col(c).squaredNorm() / total));
    CHECK(*columns.residual() == Approx(centred.col(1).squaredNorm() / total));
    // Two axes that are not at right angles leave out what lies outside their plane, whatever they share.
    AxesProjection axes{2};
    Matrix directions(2, 3);
    directions << 1, 0, 0, std::sqrt(0.5F), std::sqrt(0.5F), 0;
    axes.set_directions(directions);
    axes.set_rows(rows);
    CHECK(*axes.residual() == Approx(centred.col(2).squaredNorm() / total));
}
