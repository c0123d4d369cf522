// SPDX-License-Identifier: MIT
#include "model/geometry/shared_neighbours.hpp"

#include "model/geometry/neighbours.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

namespace wordfield::inline geometry {

NeighbourLists neighbour_lists(const Matrix& rows, std::span<const Index> asked, int k, ThreadPool& pool) {
    const NeighbourGraph graph = nearest_neighbours_of(rows, asked, k, pool);
    return Eigen::Map<const NeighbourLists>{graph.index.data(), graph.n, graph.k};
}

std::vector<double> shared_of_each(const NeighbourLists& a, const NeighbourLists& b) {
    std::vector<double> shares;
    for (Index w = 0; w < a.rows(); ++w) {
        int both = 0;
        for (Index i = 0; i < a.cols(); ++i) both += (b.row(w).array() == a(w, i)).any() ? 1 : 0;
        shares.push_back(a.cols() == 0 ? 0.0 : static_cast<double>(both) / static_cast<double>(a.cols()));
    }
    return shares;
}

double shared_of_all(const NeighbourLists& a, const NeighbourLists& b) {
    return mean_spread(shared_of_each(a, b)).mean;
}

MeanSpread shared_of_pairs(std::span<const NeighbourLists> lists) {
    std::vector<double> shares;
    for (std::size_t i = 0; i < lists.size(); ++i)
        for (std::size_t j = i + 1; j < lists.size(); ++j)
            shares.push_back(shared_of_all(lists[i], lists[j]));
    return mean_spread(shares);
}

double shared_by_chance(Index k, Index n) {
    return n < 2 ? 0.0 : static_cast<double>(k) / static_cast<double>(n - 1);
}

std::vector<CountedNeighbour> count_neighbours(std::span<const NeighbourLists> lists, Index w) {
    struct Seen {
        int lists = 0;
        Index places = 0; ///< of all lists that have it, added up
    };
    std::map<int, Seen> seen;
    for (const NeighbourLists& list : lists)
        for (Index i = 0; i < list.cols(); ++i) {
            Seen& one = seen[list(w, i)];
            ++one.lists;
            one.places += i;
        }
    std::vector<std::tuple<int, double, int>> order; // more lists, nearer, the smaller row
    for (const auto& [row, one] : seen)
        order.emplace_back(-one.lists, static_cast<double>(one.places) / one.lists, row);
    std::ranges::sort(order);
    std::vector<CountedNeighbour> counted;
    for (const auto& [lists_less, place, row] : order) counted.push_back({row, -lists_less});
    return counted;
}

} // namespace wordfield::inline geometry
