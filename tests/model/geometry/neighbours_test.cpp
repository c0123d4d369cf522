// SPDX-License-Identifier: MIT
#include "model/geometry/neighbours.hpp"

#include "model/core/thread_pool.hpp"
#include "tests/model/map/clouds.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

using namespace wordfield;

namespace {

// By the definition of each measure, in double, one pair at a time.
double measured(const Matrix& rows, Index i, Index j, Measure measure) {
    const Eigen::RowVectorXd a = rows.row(i).cast<double>();
    const Eigen::RowVectorXd b = rows.row(j).cast<double>();
    if (measure == Measure::Dot) return a.dot(b);
    if (measure == Measure::Euclidean) return (a - b).norm();
    const Eigen::RowVectorXd mean = rows.cast<double>().colwise().mean();
    return (a - mean).dot(b - mean) / ((a - mean).norm() * (b - mean).norm());
}

} // namespace

TEST_CASE("nearest rows of a row agree with the definition of each measure", "[geometry]") {
    Matrix rows = test::normal_matrix(40, 6, 1);
    rows.rowwise() += RowVector::Constant(6, 0.8F); // a common part, as trained tables have
    for (const Measure measure : {Measure::Cosine, Measure::Dot, Measure::Euclidean}) {
        const auto found = nearest_to_row(rows, 7, measure, 5);
        REQUIRE(found.size() == 5);
        int better = 0; // rows that beat the last one found
        for (Index j = 0; j < rows.rows(); ++j) {
            if (j == 7) continue;
            const double value = measured(rows, 7, j, measure);
            better += (measure == Measure::Euclidean ? value < found.back().value - 1e-5
                                                     : value > found.back().value + 1e-5)
                          ? 1
                          : 0;
        }
        CHECK(better == 4);
        for (const Neighbour& n : found) {
            CHECK(n.row != 7);
            CHECK(n.value == Approx(measured(rows, 7, n.row, measure)).margin(1e-4));
        }
    }
}

TEST_CASE("asking for more neighbours than there are gives all, without the excluded", "[geometry]") {
    const Matrix rows = test::normal_matrix(4, 3, 2);
    const std::vector<Index> without{1, 2};
    const auto found = nearest_to(rows, rows.row(0), Measure::Euclidean, 10, without);
    REQUIRE(found.size() == 2);
    CHECK(found[0].row == 0);
    CHECK(found[1].row == 3);
}

TEST_CASE("the neighbour graph is that of brute force, whatever the number of threads", "[geometry]") {
    const Index n = 1300; // more than one tile wide
    const int k = 17;
    const Matrix rows = test::normal_matrix(n, 9, 3);
    ThreadPool one{1};
    ThreadPool three{3};
    const NeighbourGraph graph = nearest_neighbours(rows, k, one);
    const NeighbourGraph again = nearest_neighbours(rows, k, three);
    CHECK(graph.index == again.index);
    CHECK(graph.distance == again.distance);
    for (Index i = 0; i < n; i += 37) {
        std::vector<double> distances;
        for (Index j = 0; j < n; ++j)
            if (j != i) distances.push_back((rows.row(i) - rows.row(j)).cast<double>().squaredNorm());
        std::sort(distances.begin(), distances.end());
        for (int m = 0; m < k; ++m) CHECK(graph.distances(i)[m] == Approx(distances[m]).margin(1e-4));
        const auto near = graph.neighbours(i);
        CHECK(std::set<int>(near.begin(), near.end()).size() == static_cast<std::size_t>(k));
        CHECK(std::find(near.begin(), near.end(), static_cast<int>(i)) == near.end());
    }
}

TEST_CASE("a neighbour graph of few, many-fold or no rows", "[geometry]") {
    ThreadPool pool{2};
    CHECK(nearest_neighbours(Matrix(0, 4), 5, pool).k == 0);
    CHECK(nearest_neighbours(Matrix::Ones(1, 4), 5, pool).k == 0);
    const NeighbourGraph twins = nearest_neighbours(Matrix::Ones(6, 4), 9, pool);
    REQUIRE(twins.k == 5);
    CHECK(twins.neighbours(2)[0] == 0); // ties in the order of the rows
    CHECK(twins.neighbours(2)[4] == 5);
}

TEST_CASE("rows of any size have their neighbours: tiny ones, huge ones, and none that is no number",
          "[geometry]") {
    ThreadPool pool{2};
    Pcg32 rng{3};
    Matrix rows(3000, 4);
    for (Index i = 0; i < rows.size(); ++i) rows.data()[i] = rng.normal();
    const NeighbourGraph usual = nearest_neighbours(rows, 10, pool);
    for (const float size : {1e-18F, 1e-20F, 1e-22F, 1e19F, 1e30F}) {
        INFO(size);
        const NeighbourGraph graph = nearest_neighbours(rows * size, 10, pool);
        for (const int neighbour : graph.index) REQUIRE((neighbour >= 0 && neighbour < 3000));
        for (const float distance : graph.distance) REQUIRE(std::isfinite(distance));
        if (size == 1e-18F) CHECK(graph.index == usual.index);
    }
    rows(7, 2) = std::numeric_limits<float>::quiet_NaN();
    const NeighbourGraph graph = nearest_neighbours(rows, 10, pool);
    for (Index i = 0; i < 3000; ++i) {
        std::set<int> different{graph.neighbours(i).begin(), graph.neighbours(i).end()};
        REQUIRE(different.size() == 10);
        REQUIRE_FALSE(different.contains(static_cast<int>(i)));
        if (i != 7) REQUIRE_FALSE(different.contains(7));
    }
}

TEST_CASE("nearest rows of a table that several threads read are those of a loop over it", "[geometry]") {
    Matrix rows =
        test::normal_matrix(41'000, 27, 9); // more than a million numbers, and no whole parts of them
    rows.rowwise() += RowVector::Constant(27, 0.5F);
    rows.row(40'999) = rows.row(12); // twins: the last row of the last part, and a tie for the first place
    rows.row(8192) = rows.row(12);
    for (const Measure measure : {Measure::Cosine, Measure::Dot, Measure::Euclidean, Measure::PlainCosine}) {
        const Eigen::RowVectorXd mean = measure == Measure::Cosine
                                            ? Eigen::RowVectorXd{rows.cast<double>().colwise().mean()}
                                            : Eigen::RowVectorXd::Zero(27);
        const Eigen::RowVectorXd query = rows.row(12).cast<double>();
        std::vector<std::pair<double, Index>> expected;
        for (Index j = 0; j < rows.rows(); ++j) {
            const Eigen::RowVectorXd row = rows.row(j).cast<double>();
            const double value =
                measure == Measure::Dot ? row.dot(query)
                : measure == Measure::Euclidean
                    ? -(row - query).norm()
                    : (row - mean).dot(query - mean) / (row - mean).norm() / (query - mean).norm();
            if (j != 12) expected.emplace_back(-value, j);
        }
        std::ranges::sort(expected);
        const auto found = nearest_to_row(rows, 12, measure, 9);
        REQUIRE(found.size() == 9);
        for (std::size_t i = 0; i < 9; ++i) {
            CHECK(found[i].row == expected[i].second);
            const double value = measure == Measure::Euclidean ? expected[i].first : -expected[i].first;
            CHECK(found[i].value == Approx(value).margin(1e-4));
        }
    }
}

TEST_CASE("a row that is no number is nobody's neighbour while there are others", "[geometry]") {
    Matrix rows = test::normal_matrix(6, 3, 2);
    rows(1, 1) = std::numeric_limits<float>::quiet_NaN();
    for (const Measure measure : {Measure::Dot, Measure::Euclidean}) {
        const auto found = nearest_to_row(rows, 0, measure, 5);
        REQUIRE(found.size() == 5);
        CHECK(found.back().row == 1);
    }
    CHECK(nearest_to_row(rows, 0, Measure::Dot, 0).empty());
}
