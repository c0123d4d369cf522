// SPDX-License-Identifier: MIT
#include "model/map/pca.hpp"

#include "tests/model/map/clouds.hpp"
#include "tests/support/catch.hpp"

#include <cmath>
#include <numeric>

using namespace wordfield;

namespace {

// Standard deviations 4, 3, 2, 1 along the axes of a turned frame.
Matrix stretched_cloud(Index n, const Matrix& frame) {
    Matrix rows = test::normal_matrix(n, 4, 3);
    rows.array().rowwise() *= Eigen::Array4f{4, 3, 2, 1}.transpose();
    return rows * frame;
}

Matrix orthogonal(Index size, std::uint64_t seed) {
    Matrix q = test::normal_matrix(size, size, seed);
    for (Index i = 0; i < size; ++i) { // Gram and Schmidt
        for (Index j = 0; j < i; ++j) q.row(i) -= q.row(i).dot(q.row(j)) * q.row(j);
        q.row(i).normalize();
    }
    return q;
}

double variance_along(const Matrix& rows, const Eigen::VectorXf& direction) {
    const Eigen::VectorXd along = ((rows.rowwise() - rows.colwise().mean()) * direction).cast<double>();
    return along.squaredNorm() / static_cast<double>(rows.rows());
}

} // namespace

TEST_CASE("principal components: planted axes, their variances, and signs", "[geometry]") {
    const Matrix frame = orthogonal(4, 9);
    const Matrix rows = stretched_cloud(5000, frame);
    const PrincipalComponents found = principal_components(rows);
    for (Index c = 0; c < 4; ++c) {
        CHECK(std::abs(found.directions.col(c).dot(frame.row(c).transpose())) > 0.99F);
        CHECK(found.variances[c] == Approx(variance_along(rows, found.directions.col(c))).epsilon(1e-4));
        CHECK(found.directions.col(c).maxCoeff() == found.directions.col(c).cwiseAbs().maxCoeff());
    }
}

TEST_CASE("a PCA map shows the chosen components and says what they hold", "[geometry]") {
    const Matrix rows = stretched_cloud(2000, Matrix::Identity(4, 4));
    PcaProjection projection{2, {2, 0, 1}};
    projection.set_rows(rows);
    CHECK_FALSE(projection.step()); // a fresh map is there at once
    const auto shares = projection.explained_variance();
    REQUIRE(shares.size() == 2);
    CHECK(shares[0] == Approx(4.0 / 30.0).margin(0.02));
    CHECK(shares[1] == Approx(16.0 / 30.0).margin(0.02));
    const Eigen::VectorXf centred = (rows.col(2).array() - rows.col(2).mean()).matrix();
    const float cosine = std::abs(centred.dot(projection.positions().col(0))) /
                         (centred.norm() * projection.positions().col(0).norm());
    CHECK(cosine > 0.99F);
}

TEST_CASE("turning towards a plane arrives there, in bounded steps, by way of orthonormal bases",
          "[geometry]") {
    Eigen::MatrixXf from = Eigen::MatrixXf::Identity(6, 2);
    const Eigen::MatrixXf to = orthogonal(6, 4).leftCols(2);
    int steps = 0;
    while (from != to && steps < 100) {
        const Eigen::MatrixXf next = turn_towards(from, to, 0.05F);
        CHECK((next.transpose() * next - Eigen::MatrixXf::Identity(2, 2)).norm() < 1e-4F);
        // The planes' distance: the sines of the principal angles between them, at most .05 each.
        if (next != to)
            CHECK((next - from * (from.transpose() * next)).norm() < 0.05F * std::sqrt(2.0F) + 1e-3F);
        from = next;
        ++steps;
    }
    CHECK(from == to);
    CHECK(steps > 5);
}

TEST_CASE("two components that change places make no jump on the map", "[geometry]") {
    Matrix rows = test::normal_matrix(300, 6, 8);
    rows.col(0) *= 4.0F;
    const Matrix base = rows;
    PcaProjection projection{2};
    Matrix last;
    float widest = 0.0F;
    for (int frame = 0; frame <= 60; ++frame) {
        const float t = static_cast<float>(frame) / 60.0F;
        rows = base;
        rows.col(1) *= 2.5F - t; // falls below the next one halfway
        rows.col(2) *= 1.5F + t;
        projection.set_rows(rows);
        projection.step();
        const Matrix map = projection.positions() / projection.positions().norm() * std::sqrt(300.0F);
        if (frame > 0) {
            const auto turn = [](const Matrix& a, const Matrix& b) {
                return (a - b).rowwise().norm().mean();
            };
            Matrix mirrored = map;
            mirrored.col(1) *= -1.0F; // the sign of an axis is for the alignment to settle
            widest = std::max(widest, std::min(turn(map, last), turn(mirrored, last)));
        }
        last = map;
    }
    CHECK(widest < 0.1F);
}

TEST_CASE("all components share out the variance; another choice of them is turned to, not jumped to",
          "[pca]") {
    const Matrix rows =
        test::normal_matrix(200, 6, 3) * Eigen::VectorXf::LinSpaced(6, 3.0F, 1.0F).asDiagonal();
    PcaProjection pca{2};
    pca.set_rows(rows);
    const auto shares = pca.all_variances();
    REQUIRE(shares.size() == 6);
    CHECK(std::accumulate(shares.begin(), shares.end(), 0.0F) == Approx(1.0F));
    CHECK(*pca.residual() == Approx(shares[2] + shares[3] + shares[4] + shares[5]).margin(1e-5));
    const Matrix before = pca.positions();
    ProjectionConfig config;
    config.components = {2, 1, 0};
    CHECK(pca.adjust(config));
    pca.set_rows(rows);
    CHECK((pca.positions() - before).norm() < 1e-3F * before.norm());
    while (pca.step()) {
    }
    const PrincipalComponents all = principal_components(rows);
    const Eigen::VectorXf third = (rows.rowwise() - all.mean) * all.directions.col(2);
    CHECK((pca.positions().col(0) - third).norm() < 1e-3F * third.norm());
    config.dims = 3;
    CHECK_FALSE(pca.adjust(config));
}
