// SPDX-License-Identifier: MIT
// The search among clusters against the search among all.
#include "model/geometry/neighbour_search.hpp"

#include "model/core/rng.hpp"
#include "model/core/thread_pool.hpp"
#include "tests/model/map/clouds.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

using namespace wordfield;

namespace {

constexpr Index many = NeighbourSearch::exact_up_to + 1000;

// Two hundred groups in sixteen dimensions that run into each other, in no order.
Matrix grouped_rows(Index n, std::uint64_t seed) {
    Pcg32 rng{seed};
    const Matrix centres = test::normal_matrix(200, 16, 5);
    Matrix rows(n, 16);
    for (Index i = 0; i < n; ++i)
        for (Index d = 0; d < 16; ++d)
            rows(i, d) = centres(static_cast<Index>(i * 7919 % 200), d) + 0.5F * rng.normal();
    return rows;
}

NeighbourGraph finish(NeighbourSearch& search, int threads) {
    ThreadPool pool{threads};
    float progress = 0.0F;
    while (search.step(pool)) {
        CHECK(search.progress() >= progress);
        progress = search.progress();
    }
    return search.take();
}

// Share of the true ten nearest of some rows that the graph has among its own.
double recall_of(const NeighbourGraph& graph, const Matrix& rows) {
    ThreadPool pool{2};
    const std::vector<Index> asked = spread_sample(rows.rows(), 600);
    const NeighbourGraph exact = nearest_neighbours_of(rows, asked, 10, pool);
    int found = 0;
    for (std::size_t i = 0; i < asked.size(); ++i) {
        const auto near = graph.neighbours(asked[i]);
        for (const int j : exact.neighbours(static_cast<Index>(i)))
            found += std::ranges::count(near, j) > 0 ? 1 : 0;
    }
    return found / (10.0 * static_cast<double>(asked.size()));
}

} // namespace

TEST_CASE("a search among clusters finds what it says it finds, and its distances are right", "[geometry]") {
    const Matrix rows = grouped_rows(many, 1);
    NeighbourSearch search{rows, 15};
    const NeighbourGraph graph = finish(search, 2);
    REQUIRE(search.centres().rows() > 50);
    CHECK_FALSE(search.exact());
    CHECK(graph.recall >= NeighbourSearch::wanted_recall);
    CHECK(graph.recall < 1.0F);
    CHECK(graph.recall_error > 0.0F);
    CHECK(recall_of(graph, rows) == Approx(graph.recall).margin(4 * graph.recall_error));
    for (Index i = 0; i < many; i += 97) {
        const auto near = graph.neighbours(i);
        const auto distances = graph.distances(i);
        CHECK(std::set<int>(near.begin(), near.end()).size() == 15);
        CHECK(std::ranges::count(near, static_cast<int>(i)) == 0);
        CHECK(std::ranges::is_sorted(distances));
        for (std::size_t j = 0; j < near.size(); ++j)
            CHECK(distances[j] == Approx((rows.row(i) - rows.row(near[j])).squaredNorm()).epsilon(1e-4));
    }
}

TEST_CASE("a search among clusters is the same whatever the number of threads", "[geometry][long]") {
    const Matrix rows = grouped_rows(many, 2);
    NeighbourSearch one{rows, 5}, three{rows, 5};
    const NeighbourGraph a = finish(one, 1), b = finish(three, 3);
    CHECK(a.index == b.index);
    CHECK(a.distance == b.distance);
    CHECK(a.recall == b.recall);
}

TEST_CASE("a search goes on from the clusters of rows that have moved a little", "[geometry][long]") {
    const Matrix rows = grouped_rows(many, 3);
    NeighbourSearch first{rows, 10};
    finish(first, 2);
    const Matrix moved = rows + 0.05F * test::normal_matrix(many, 16, 9);
    const Matrix centres = first.centres();
    NeighbourSearch next{moved, 10, centres};
    const NeighbourGraph graph = finish(next, 2);
    REQUIRE(next.centres().rows() == centres.rows());
    CHECK((next.centres() - centres).rowwise().norm().maxCoeff() < 2.0F); // the same clusters, a little on
    CHECK(next.centres() != centres);
    CHECK(recall_of(graph, moved) >= 0.95);
    NeighbourSearch other{moved, 10, Matrix{Matrix::Zero(30, 4)}}; // of rows of another width
    CHECK(finish(other, 2).recall >= NeighbourSearch::wanted_recall);
}

TEST_CASE("clusters of rows of quite another size are found anew", "[geometry]") {
    const Matrix rows = grouped_rows(many, 6), small = 0.05F * rows;
    NeighbourSearch first{rows, 5};
    finish(first, 2);
    RowClusters clusters{small, 100, first.centres()};
    ThreadPool pool{2};
    while (clusters.step(small, pool)) {
    }
    Index largest = 0;
    for (Index c = 0; c < clusters.count(); ++c)
        largest = std::max(largest, clusters.begin()[c + 1] - clusters.begin()[c]);
    CHECK(largest < many / 10);
}

TEST_CASE("where clusters say nothing of who is near, all rows are compared", "[geometry][long]") {
    const Matrix rows = test::normal_matrix(NeighbourSearch::exact_up_to + 200, 64, 4);
    NeighbourSearch search{rows, 4};
    const NeighbourGraph graph = finish(search, 2);
    CHECK(graph.recall == 1.0F);
    CHECK(search.exact());
    CHECK(recall_of(graph, rows) > 0.0);
    ThreadPool pool{2};
    const NeighbourGraph exact = nearest_neighbours(rows, 4, pool);
    int same = 0; // rows are added up in another order
    for (std::size_t i = 0; i < exact.index.size(); ++i) same += exact.index[i] == graph.index[i] ? 1 : 0;
    CHECK(same >= static_cast<int>(exact.index.size()) - 20);
}

TEST_CASE("very many rows in one place, and rows that are no number, have neighbours all the same",
          "[geometry][long]") {
    Matrix rows = grouped_rows(many, 5);
    rows.topRows(many / 2).setZero();
    for (Index i = 0; i < 50; ++i) rows(i * 11, 3) = std::numeric_limits<float>::quiet_NaN();
    NeighbourSearch search{rows, 12};
    const NeighbourGraph graph = finish(search, 2);
    for (Index i = 0; i < many; ++i) {
        const auto near = graph.neighbours(i);
        REQUIRE(std::set<int>(near.begin(), near.end()).size() == 12);
        REQUIRE(std::ranges::count(near, static_cast<int>(i)) == 0);
        for (const float distance : graph.distances(i)) REQUIRE(std::isfinite(distance));
    }
}
