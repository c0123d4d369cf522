// SPDX-License-Identifier: MIT
#include "model/comparison/compared_word.hpp"

#include "model/comparison/semantic_change.hpp"

#include <algorithm>
#include <iterator>
#include <numeric>

namespace wordfield::inline comparison {
namespace {

// The word itself has no place among its neighbours.
bool is_nearer(const Eigen::VectorXf& cosines, Index x, Index y) {
    return cosines[x] != cosines[y] ? cosines[x] > cosines[y] : x < y;
}

std::vector<int> nearest_by(const Eigen::VectorXf& cosines, Index word, int k) {
    std::vector<int> order(static_cast<std::size_t>(cosines.size()));
    std::iota(order.begin(), order.end(), 0);
    order.erase(order.begin() + word);
    const auto most = std::min<std::ptrdiff_t>(k, std::ssize(order));
    std::partial_sort(order.begin(), order.begin() + most, order.end(),
                      [&](int x, int y) { return is_nearer(cosines, x, y); });
    order.resize(static_cast<std::size_t>(most));
    return order;
}

Index rank_of(const Eigen::VectorXf& cosines, Index word, Index of) {
    Index rank = 1;
    for (Index i = 0; i < cosines.size(); ++i)
        if (i != word && i != of && is_nearer(cosines, i, of)) ++rank;
    return rank;
}

std::vector<ComparedNeighbour> list_of_word(Index word, const std::vector<int>& nearest, int k,
                                            const Eigen::VectorXf& here, const Eigen::VectorXf& there) {
    std::vector<ComparedNeighbour> list;
    for (std::size_t i = 0; i < nearest.size() && std::ssize(list) < k; ++i) {
        const Index rank = rank_of(there, word, nearest[i]);
        list.push_back({nearest[i], here[nearest[i]], there[nearest[i]], rank, rank <= k});
    }
    return list;
}

std::vector<ComparedNeighbour> without_shared(const std::vector<ComparedNeighbour>& list) {
    std::vector<ComparedNeighbour> alone;
    std::ranges::copy_if(list, std::back_inserter(alone), [](const ComparedNeighbour& n) { return !n.both; });
    return alone;
}

} // namespace

std::vector<ComparedNeighbour> ComparedWord::lost() const {
    return without_shared(a);
}

std::vector<ComparedNeighbour> ComparedWord::gained() const {
    return without_shared(b);
}

ComparedWord compare_word(const ComparedTables& tables, const Eigen::MatrixXf& turn, Index word, int k) {
    const Eigen::VectorXf in_a = tables.a.cosines_with(tables.a.row(word)),
                          in_b = tables.b.cosines_with(tables.b.row(word));
    const int longest_list = std::max(k, local_neighbours);
    const std::vector<int> near_a = nearest_by(in_a, word, longest_list),
                           near_b = nearest_by(in_b, word, longest_list);
    ComparedWord result{.change = {.word = word}};
    result.a = list_of_word(word, near_a, k, in_a, in_b);
    result.b = list_of_word(word, near_b, k, in_b, in_a);
    const auto first = [](const std::vector<int>& list, int most) {
        return std::span{list}.first(std::min(list.size(), static_cast<std::size_t>(most)));
    };
    if (turn.size() > 0)
        result.change.aligned =
            std::clamp(1.0F - (tables.a.row(word) * turn).eval().dot(tables.b.row(word)), 0.0F, 2.0F);
    result.change.local = local_change(tables.a, tables.b, word, first(near_a, local_neighbours),
                                       first(near_b, local_neighbours));
    const auto ten_a = first(near_a, 10), ten_b = first(near_b, 10);
    const int size = static_cast<int>(ten_a.size());
    result.change.overlap =
        size == 0 ? 0.0F : static_cast<float>(shared_of_first(ten_a, ten_b, size)) / static_cast<float>(size);
    return result;
}

} // namespace wordfield::inline comparison
