// SPDX-License-Identifier: MIT
#include "model/map/affinities.hpp"

#include "model/core/thread_pool.hpp"
#include "tests/model/map/clouds.hpp"
#include "tests/support/catch.hpp"

#include <cmath>
#include <map>
#include <numeric>

using namespace wordfield;

namespace {

// exp(entropy) of one row's conditional probabilities.
double perplexity_of(std::span<const float> p) {
    double entropy = 0.0;
    for (const float x : p)
        if (x > 0.0F) entropy -= static_cast<double>(x) * std::log(static_cast<double>(x));
    return std::exp(entropy);
}

std::map<std::pair<Index, Index>, double> entries(const Affinities& affinities) {
    std::map<std::pair<Index, Index>, double> result;
    for (Index i = 0; i < affinities.n; ++i)
        for (auto e = static_cast<std::size_t>(affinities.begin[i]);
             e < static_cast<std::size_t>(affinities.begin[static_cast<std::size_t>(i) + 1]); ++e)
            if (affinities.weight[e] > 0.0F) result[{i, affinities.column[e]}] += affinities.weight[e];
    return result;
}

} // namespace

TEST_CASE("every row gets the perplexity that was asked for", "[tsne]") {
    ThreadPool pool{2};
    // Three clusters of very different density: the precisions must differ by orders of magnitude.
    Matrix rows = test::normal_matrix(300, 8, 1);
    rows.middleRows(100, 100) = 0.01F * rows.middleRows(100, 100);
    rows.bottomRows(100) *= 50.0F;
    const NeighbourGraph graph = nearest_neighbours(rows, 61, pool);
    std::vector<float> precisions;
    const auto p = calibrate(graph, 20.0F, precisions, pool);
    for (Index i = 0; i < 300; ++i) {
        const std::span<const float> row{p.data() + i * graph.k, static_cast<std::size_t>(graph.k)};
        CHECK(perplexity_of(row) == Approx(20.0).epsilon(1e-3));
        CHECK(std::accumulate(row.begin(), row.end(), 0.0) == Approx(1.0));
    }
    CHECK(precisions[150] / precisions[250] > 1e4F);
    // Starting from the result, and from nonsense, leads to the same place.
    std::vector<float> nonsense(300, 1e9F);
    const auto again = calibrate(graph, 20.0F, nonsense, pool);
    for (std::size_t i = 0; i < p.size(); ++i) CHECK(again[i] == Approx(p[i]).epsilon(0.02).margin(1e-5));
}

TEST_CASE("joint probabilities are symmetric, sum to one and agree with the definition", "[tsne]") {
    ThreadPool pool{2};
    const Matrix rows = test::normal_matrix(120, 5, 2);
    const NeighbourGraph graph = nearest_neighbours(rows, 16, pool);
    std::vector<float> precisions;
    const auto p = calibrate(graph, 5.0F, precisions, pool);
    const Affinities affinities = symmetrise(graph, p, pool);
    std::map<std::pair<Index, Index>, double> expected;
    for (Index i = 0; i < 120; ++i)
        for (int m = 0; m < 16; ++m) {
            const double half = p[static_cast<std::size_t>(i * 16 + m)] / 240.0;
            const Index j = graph.neighbours(i)[m];
            if (half == 0.0) continue;
            expected[{i, j}] += half;
            expected[{j, i}] += half;
        }
    const auto found = entries(affinities);
    REQUIRE(found.size() == expected.size());
    double sum = 0.0;
    for (const auto& [pair, value] : found) {
        CHECK(value == Approx(expected[pair]).epsilon(1e-5));
        sum += value;
    }
    CHECK(sum == Approx(1.0).epsilon(1e-5));
}

TEST_CASE("equal rows and a single neighbour do not upset the calibration", "[tsne]") {
    ThreadPool pool{1};
    const NeighbourGraph twins = nearest_neighbours(Matrix::Ones(12, 3), 6, pool);
    std::vector<float> precisions;
    for (const float p : calibrate(twins, 4.0F, precisions, pool)) CHECK(p == Approx(1.0F / 6.0F));
    const NeighbourGraph one = nearest_neighbours(test::normal_matrix(5, 3, 1), 1, pool);
    precisions.clear();
    for (const float p : calibrate(one, 4.0F, precisions, pool)) CHECK(p == 1.0F);
}
