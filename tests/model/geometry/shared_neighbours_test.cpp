// SPDX-License-Identifier: MIT
#include "model/geometry/shared_neighbours.hpp"

#include "model/core/rng.hpp"
#include "model/core/thread_pool.hpp"
#include "tests/support/catch.hpp"

#include <array>
#include <numeric>

using namespace wordfield;

namespace {

NeighbourLists lists(std::initializer_list<std::initializer_list<int>> rows) {
    NeighbourLists all(static_cast<Index>(rows.size()), static_cast<Index>(rows.begin()->size()));
    Index w = 0;
    for (const auto& row : rows) {
        Index i = 0;
        for (const int neighbour : row) all(w, i++) = neighbour;
        ++w;
    }
    return all;
}

NeighbourLists lists_of_noise(Index n, int k, Pcg32& rng) {
    ThreadPool alone{1};
    std::vector<Index> all(static_cast<std::size_t>(n));
    std::iota(all.begin(), all.end(), 0);
    return neighbour_lists(Matrix::NullaryExpr(n, 24, [&] { return rng.normal(); }), all, k, alone);
}

} // namespace

TEST_CASE("what two lists share does not depend on the order in them", "[geometry]") {
    const auto a = lists({{1, 2, 3, 4}, {5, 6, 7, 8}}), b = lists({{4, 9, 1, 8}, {5, 6, 7, 8}});
    CHECK(shared_of_each(a, b) == std::vector<double>{0.5, 1.0});
    CHECK(shared_of_all(a, b) == 0.75);
}

TEST_CASE("equal tables agree in everything and have no spread, unlike ones agree as chance has it",
          "[geometry]") {
    Pcg32 rng{11};
    const NeighbourLists one = lists_of_noise(200, 10, rng);
    const std::array same{one, one, one};
    CHECK(shared_of_pairs(same).mean == 1.0);
    CHECK(shared_of_pairs(same).spread == 0.0);
    const std::array others{one, lists_of_noise(200, 10, rng), lists_of_noise(200, 10, rng)};
    CHECK(shared_by_chance(10, 200) == 10.0 / 199);
    CHECK(shared_of_pairs(others).mean == Approx(shared_by_chance(10, 200)).margin(0.015));
}

TEST_CASE("pairs of tables have a mean and a standard deviation", "[geometry]") {
    const std::array three{lists({{1, 2}}), lists({{1, 3}}), lists({{1, 2}})}; // 1/2, 1, 1/2
    CHECK(shared_of_pairs(three).mean == Approx(2.0 / 3));
    CHECK(shared_of_pairs(three).spread == Approx(std::sqrt(1.0 / 12)));
    CHECK(with_spread(shared_of_pairs(three), 2) == "0.67 ± 0.29");
    CHECK(with_spread(shared_of_pairs(std::span{three}.first(2)), 2) == "0.50"); // of one pair there is none
}

TEST_CASE("neighbours of most tables come first, then the nearer ones", "[geometry]") {
    const std::array three{lists({{7, 4, 1}}), lists({{4, 9, 5}}), lists({{9, 4, 7}})};
    const std::vector<CountedNeighbour> expected{{4, 3}, {9, 2}, {7, 2}, {1, 1}, {5, 1}};
    CHECK(count_neighbours(three, 0) == expected);
}
