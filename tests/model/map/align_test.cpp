// SPDX-License-Identifier: MIT
#include "model/map/align.hpp"

#include "tests/model/map/clouds.hpp"
#include "tests/support/catch.hpp"

#include <cmath>
#include <numeric>

using namespace wordfield;

namespace {

std::vector<TokenId> ids(TokenId from, TokenId count) {
    std::vector<TokenId> result(static_cast<std::size_t>(count));
    std::iota(result.begin(), result.end(), from);
    return result;
}

// Turned by .7 radians in the first two axes, mirrored in the first, scaled by 3.5 and shifted.
Matrix disguised(const Matrix& points) {
    Eigen::MatrixXf turn = Eigen::MatrixXf::Identity(points.cols(), points.cols());
    turn.topLeftCorner(2, 2) << -std::cos(0.7F), std::sin(0.7F), std::sin(0.7F), std::cos(0.7F);
    Matrix moved = 3.5F * (points * turn);
    moved.rowwise() += RowVector::Constant(points.cols(), 11.0F);
    return moved;
}

} // namespace

TEST_CASE("a planted turn, mirroring, scale and shift is found", "[geometry]") {
    const Matrix points = test::normal_matrix(50, 3, 1);
    const Matrix moved = disguised(points);
    const Similarity back = fit_similarity(moved, points);
    CHECK(back.scale == Approx(1.0F / 3.5F));
    CHECK((back(moved) - points).norm() < 1e-4F);
}

// A turn that is mirrored is its own inverse: it says nothing of the direction.
TEST_CASE("a turn is taken back and not repeated", "[geometry]") {
    const Matrix points = test::normal_matrix(50, 2, 4);
    Eigen::MatrixXf turn(2, 2);
    turn << std::cos(0.7F), std::sin(0.7F), -std::sin(0.7F), std::cos(0.7F);
    const Matrix turned = points * turn;
    CHECK((fit_similarity(points, turned).turn - turn).norm() < 1e-4F);
    CHECK((fit_similarity(points, turned)(points) - turned).norm() < 1e-4F);
    const auto words = ids(0, 50);
    const Matrix first = align_map(points, words, Matrix(0, 3), {});
    CHECK((align_map(turned, words, first, words) - first).norm() < 1e-4F);
}

TEST_CASE("the same cloud in disguise gives the same map, flat and solid", "[geometry]") {
    for (const Index dims : {2, 3}) {
        const Matrix cloud = test::normal_matrix(80, dims, 2);
        const auto words = ids(10, 80);
        const Matrix first = align_map(cloud, words, Matrix(0, 3), {});
        const Matrix second = align_map(disguised(cloud), words, first, words);
        CHECK((first - second).norm() < 1e-4F);
        CHECK(std::sqrt(second.squaredNorm() / 80.0F) == Approx(1.0F)); // RMS radius
        CHECK(second.colwise().mean().norm() < 1e-5F);
        if (dims == 2) CHECK(second.col(2).isZero());
    }
}

TEST_CASE("maps of different words are aligned by the words they share", "[geometry]") {
    const Matrix cloud = test::normal_matrix(60, 2, 3);
    const Matrix first = align_map(cloud.topRows(40), ids(0, 40), Matrix(0, 3), {});
    const Matrix second = align_map(disguised(cloud.bottomRows(40)), ids(20, 40), first, ids(0, 40));
    // Centre and scale are each map's own; what must agree is the directions between the words that both
    // show.
    const Matrix a = first.bottomRows(20).rowwise() - first.row(20);
    const Matrix b = second.topRows(20).rowwise() - second.row(0);
    CHECK(fit_similarity(b.leftCols(2), a.leftCols(2)).turn.isIdentity(1e-3F));
}

TEST_CASE("degenerate maps stay finite", "[geometry]") {
    const auto words = ids(0, 5);
    const Matrix heap = align_map(Matrix::Constant(5, 2, 4.0F), words, Matrix::Zero(5, 3), words);
    CHECK(heap.isZero(1e-6F));
    CHECK(align_map(Matrix(0, 2), {}, Matrix(0, 3), {}).rows() == 0);
    CHECK(align_map(Matrix::Ones(1, 2), ids(0, 1), Matrix(0, 3), {}).allFinite());
}

TEST_CASE("median movement counts the shared words", "[geometry]") {
    const Matrix before = Matrix::Zero(4, 3);
    Matrix now = Matrix::Zero(3, 3);
    now(0, 0) = 5.0F; // word 9, new
    now(1, 1) = 2.0F;
    now(2, 2) = 3.0F;
    const std::vector<TokenId> words{9, 1, 3};
    CHECK(median_movement(now, words, before, ids(0, 4)) == 3.0F); // the upper one of two
    CHECK(median_movement(now, words, before, ids(20, 4)) == 0.0F);
}
