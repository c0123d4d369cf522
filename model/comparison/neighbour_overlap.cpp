// SPDX-License-Identifier: MIT
#include "model/comparison/neighbour_overlap.hpp"

#include <algorithm>
#include <cmath>

namespace wordfield::inline comparison {
namespace {

// Of n words out of N, drawn without putting back.
double standard_error(const MeanSpread& shares, Index all) {
    if (shares.count < 2) return 0.0;
    const auto n = static_cast<double>(shares.count), whole = static_cast<double>(all);
    return shares.spread * std::sqrt(std::max(0.0, 1.0 / n - 1.0 / whole));
}

std::span<const int> list_of(const NeighbourLists& lists, Index i) {
    return {lists.data() + i * lists.cols(), static_cast<std::size_t>(lists.cols())};
}

} // namespace

int shared_of_first(std::span<const int> a, std::span<const int> b, int k) {
    const auto first = a.first(static_cast<std::size_t>(k)), other = b.first(static_cast<std::size_t>(k));
    return static_cast<int>(std::ranges::count_if(
        first, [&](int word) { return std::ranges::find(other, word) != other.end(); }));
}

std::vector<OverlapPoint> overlap_curve(const NeighbourLists& a, const NeighbourLists& b, Index all,
                                        std::span<const int> sizes) {
    std::vector<OverlapPoint> curve;
    std::vector<double> shares(static_cast<std::size_t>(a.rows()));
    for (const int k : sizes) {
        if (k > a.cols() || k >= all || shares.empty()) continue;
        for (Index i = 0; i < a.rows(); ++i)
            shares[i] = static_cast<double>(shared_of_first(list_of(a, i), list_of(b, i), k)) / k;
        const MeanSpread mean = mean_spread(shares);
        curve.push_back({k, mean.mean, standard_error(mean, all), shared_by_chance(k, all)});
    }
    return curve;
}

} // namespace wordfield::inline comparison
