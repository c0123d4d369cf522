// SPDX-License-Identifier: MIT
#include "model/geometry/nearest_among.hpp"

#include "tests/model/map/clouds.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <utility>
#include <vector>

using namespace wordfield;

namespace {

// (distance, row) of all rows, the nearest at the front, by the definition and in double.
std::vector<std::pair<double, int>> all_by_distance(const Matrix& rows, const RowVector& query) {
    std::vector<std::pair<double, int>> all;
    for (Index j = 0; j < rows.rows(); ++j)
        all.emplace_back((rows.row(j).cast<double>() - query.cast<double>()).squaredNorm(),
                         static_cast<int>(j));
    std::ranges::sort(all);
    return all;
}

} // namespace

TEST_CASE("nearest among: the rows that a loop over all of them finds, the nearest at the front",
          "[geometry]") {
    constexpr int k = 7;
    for (const Index n : {Index{7}, Index{1023}, Index{1025}, Index{2500}}) {
        const Matrix rows = test::normal_matrix(n, 19, 3);
        const Matrix queries = test::normal_matrix(33, 19, 4);
        const NearestAmong among{rows};
        std::vector<int> index(33 * k);
        std::vector<float> distance(index.size());
        among.find(queries, k, index.data(), distance.data());
        for (Index q = 0; q < queries.rows(); ++q) {
            const auto expected = all_by_distance(rows, queries.row(q));
            for (int j = 0; j < k; ++j) {
                INFO(n << " rows, query " << q << ", neighbour " << j);
                REQUIRE(distance[q * k + j] == Approx(expected[j].first).margin(1e-4));
                const double own = (rows.row(index[q * k + j]) - queries.row(q)).squaredNorm();
                CHECK(own == Approx(expected[j].first).margin(1e-4));
                if (j > 0) CHECK(index[q * k + j] != index[q * k + j - 1]);
            }
        }
    }
}

TEST_CASE("nearest among: of equal rows the first ones, and a second search remembers nothing",
          "[geometry]") {
    Matrix rows = Matrix::Constant(1500, 4, 2.0F);
    rows.row(1400).setZero();
    const NearestAmong among{rows};
    int index[3];
    float distance[3];
    among.find(Matrix::Zero(1, 4), 3, index, distance);
    CHECK(index[0] == 1400);
    CHECK(index[1] == 0);
    CHECK(index[2] == 1);
    CHECK(distance[0] == 0.0F);
    CHECK(distance[1] == 16.0F);
    among.find(Matrix::Constant(1, 4, 2.0F), 3, index, distance);
    CHECK(index[0] == 0);
    CHECK(index[2] == 2);
    CHECK(distance[2] == 0.0F);
}

TEST_CASE("nearest among: rows too long for a float's square are the farthest, and all are found",
          "[geometry]") {
    Matrix rows = test::normal_matrix(6, 3, 5);
    rows.row(2).setConstant(1e30F);
    const NearestAmong among{rows};
    int index[6];
    float distance[6];
    among.find(Matrix::Zero(1, 3), 6, index, distance);
    CHECK(index[5] == 2);
    std::ranges::sort(index);
    for (int j = 0; j < 6; ++j) CHECK(index[j] == j);
}
