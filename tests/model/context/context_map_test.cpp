// SPDX-License-Identifier: MIT
// One plane for all stages, and what is said of it.
#include "model/context/context_map.hpp"

#include "model/core/decompositions.hpp"
#include "model/core/rng.hpp"
#include "model/core/thread_pool.hpp"
#include "model/map/quality.hpp"
#include "tests/support/catch.hpp"

#include <cmath>
#include <set>

using namespace wordfield;

namespace {

Matrix cloud(int n, int C, std::uint64_t seed, float stretch = 1.0F) {
    Pcg32 rng{seed};
    Matrix rows(n, C);
    for (Index i = 0; i < n; ++i)
        for (Index c = 0; c < C; ++c)
            rows(i, c) = rng.normal() * (c == 2 ? 4.0F * stretch : c == 0 ? 2.5F : 1.0F) + 3.0F;
    return rows;
}

std::vector<Matrix> three_stages() {
    return {centred_units(cloud(60, 6, 1)), centred_units(cloud(60, 6, 2)), centred_units(cloud(60, 6, 3))};
}

} // namespace

TEST_CASE("context map: rows are centred, then of length one", "[model][context]") {
    const Matrix rows = cloud(20, 5, 9), units = centred_units(rows);
    RowVector mean = RowVector::Zero(5);
    for (Index i = 0; i < 20; ++i) mean += rows.row(i) / 20.0F;
    for (Index i = 0; i < 20; ++i) {
        const RowVector x = rows.row(i) - mean;
        double squares = 0.0;
        for (Index c = 0; c < 5; ++c) squares += static_cast<double>(x[c]) * static_cast<double>(x[c]);
        for (Index c = 0; c < 5; ++c)
            CHECK(static_cast<double>(units(i, c)) ==
                  Approx(static_cast<double>(x[c]) / std::sqrt(squares)).margin(1e-5));
    }
    const Matrix same = Matrix::Constant(4, 3, 2.0F);
    CHECK(centred_units(same).norm() == 0.0F);
}

TEST_CASE("context map: all stages lie on the plane that keeps most of all of them", "[model][context]") {
    const auto stages = three_stages();
    const ContextMap map = map_stages(stages, nullptr);
    Eigen::MatrixXd all(180, 6);
    for (int s = 0; s < 3; ++s)
        all.middleRows(60 * s, 60) = stages[static_cast<std::size_t>(s)].cast<double>();
    all.rowwise() -= all.colwise().mean().eval();
    const Eigen::MatrixXd best = singular_values(all).v.leftCols(2);
    // The same plane: its projector, whatever its axes.
    const Eigen::MatrixXd basis = map.basis.cast<double>();
    CHECK((basis * basis.transpose() - best * best.transpose()).norm() < 1e-4);
    CHECK((basis.transpose() * basis - Eigen::Matrix2d::Identity()).norm() < 1e-5);
    for (std::size_t s = 0; s < 3; ++s) {
        CHECK((map.positions[s] - stages[s] * map.basis).norm() < 1e-4F);
        double seen = 0, whole = 0;
        for (Index i = 0; i < 60; ++i) {
            seen += static_cast<double>(map.positions[s].row(i).squaredNorm());
            whole += static_cast<double>(stages[s].row(i).squaredNorm());
        }
        CHECK(static_cast<double>(map.shown[s]) == Approx(seen / whole).epsilon(1e-4));
        CHECK(map.shown[s] > 0.35F);
        CHECK(map.shown[s] < 0.99F);
    }
}

TEST_CASE("context map: a sample is evenly spread over every stage", "[model][context]") {
    std::vector<Matrix> stages(2, Matrix(10, 1));
    for (Index i = 0; i < 10; ++i) {
        stages[0](i, 0) = static_cast<float>(i);
        stages[1](i, 0) = static_cast<float>(100 + i);
    }
    const Matrix some = some_of_all(stages, 8);
    REQUIRE(some.rows() == 8);
    const std::vector<float> expected{0, 2, 5, 7, 100, 102, 105, 107};
    for (Index i = 0; i < 8; ++i) CHECK(some(i, 0) == expected[static_cast<std::size_t>(i)]);
    CHECK(some_of_all(stages, 100).rows() == 20);
    CHECK(some_of_all(stages, 1).rows() == 2);
}

TEST_CASE("context map: the next one lies as the last one did", "[model][context]") {
    const auto stages = three_stages();
    ContextMap last = map_stages(stages, nullptr);
    Eigen::Matrix2f turn; // by some angle, and mirrored
    turn << std::cos(1.0F), std::sin(1.0F), std::sin(1.0F), -std::cos(1.0F);
    for (Matrix& positions : last.positions) positions *= turn;
    last.basis *= turn;
    auto moved = stages;
    moved[1].array() += 1e-3F;
    const ContextMap next = map_stages(moved, &last);
    for (std::size_t s = 0; s < 3; ++s) {
        CHECK((next.positions[s] - last.positions[s]).cwiseAbs().maxCoeff() < 0.02F);
        CHECK((next.positions[s] - moved[s] * next.basis).norm() < 1e-4F);
    }
    ContextMap other;
    other.positions.assign(3, Matrix::Zero(5, 2)); // of other places: says nothing
    CHECK((map_stages(stages, &other).basis - map_stages(stages, nullptr).basis).norm() < 1e-6F);
}

TEST_CASE("context map: trust is measured stage by stage, in the whole space", "[model][context]") {
    const auto stages = three_stages();
    ContextMap map = map_stages(stages, nullptr);
    for (int i = 0; i < 5; ++i) measure_trust(stages, map); // there are no more than three
    REQUIRE(map.trust.size() == 3);
    ThreadPool pool{1};
    for (std::size_t s = 0; s < 3; ++s) {
        const MapTrust trust = map_trust(stages[s], map.positions[s], pool, {.k = 10, .sample = 60});
        CHECK(map.trust[s] == Approx(trust.trustworthiness));
        CHECK(map.trust_error[s] == Approx(trust.trustworthiness_error));
    }
    CHECK(map.trust[0] != map.trust[1]);
}

TEST_CASE("context map: the nearest, and what they have in common", "[model][context]") {
    const auto stages = three_stages();
    const Matrix& rows = stages[0];
    const auto nearest = nearest_occurrences(rows, 7, 10);
    REQUIRE(nearest.size() == 10);
    std::set<int> found;
    float least = 2.0F;
    for (const NearOccurrence& near : nearest) {
        CHECK(near.cosine <= least);
        least = near.cosine;
        CHECK(near.cosine == Approx(rows.row(7).dot(rows.row(near.occurrence))).margin(1e-5));
        found.insert(near.occurrence);
    }
    CHECK(found.size() == 10);
    CHECK_FALSE(found.contains(7));
    for (int i = 0; i < 60; ++i)
        if (i != 7 && !found.contains(i)) CHECK(rows.row(7).dot(rows.row(i)) <= least + 1e-6F);
    CHECK(nearest_occurrences(rows, 0, 100).size() == 59);

    Occurrences places;
    for (int i = 0; i < 60; ++i) {
        places.token.push_back(i % 3);
        places.next.push_back(i % 4);
    }
    Gathering gathering;
    for (int i = 0; i < 5; ++i) measure_gathering(stages, places, gathering);
    REQUIRE(gathering.same_word.size() == 3);
    REQUIRE(gathering.same_next.size() == 3);
    for (std::size_t s = 0; s < 3; ++s) {
        int word = 0, next = 0;
        for (int i = 0; i < 60; ++i)
            for (const NearOccurrence& near : nearest_occurrences(stages[s], i, 10)) {
                word += near.occurrence % 3 == i % 3 ? 1 : 0;
                next += near.occurrence % 4 == i % 4 ? 1 : 0;
            }
        CHECK(gathering.same_word[s] == Approx(word / 600.0));
        CHECK(gathering.same_next[s] == Approx(next / 600.0));
    }
}
