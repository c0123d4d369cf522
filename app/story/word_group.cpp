// SPDX-License-Identifier: MIT
#include "app/story/word_group.hpp"

#include <algorithm>
#include <map>

namespace wordfield::app {

WordGroup group_of(const Rows& rows, const RowVector& mean, std::span<const int> category,
                   std::span<const TokenId> words) {
    const auto n = static_cast<float>(words.size());
    Matrix units(static_cast<Index>(words.size()), rows.cols()); // of length one, or nothing
    std::map<int, int> counts;
    for (Index i = 0; i < units.rows(); ++i) {
        const RowVector row = rows.row(words[i]) - mean;
        units.row(i) = row / std::max(row.norm(), 1e-9F);
        ++counts[category[words[i]]];
    }
    WordGroup group;
    group.categories.assign(counts.begin(), counts.end());
    std::ranges::stable_sort(group.categories,
                             [](const auto& a, const auto& b) { return a.second > b.second; });
    const RowVector sum = units.colwise().sum();
    float all = 0.0F;
    for (Index i = 0; i < units.rows(); ++i) { // every pair is there twice, and each word with itself
        const float others = units.row(i).dot(sum) - units.row(i).squaredNorm();
        all += others;
        group.to_others.push_back(others / (n - 1.0F));
    }
    group.mean_cosine = all / (n * (n - 1.0F));
    const auto [least, most] = std::ranges::minmax_element(group.to_others);
    group.central = words[static_cast<std::size_t>(most - group.to_others.begin())];
    group.outlier = words[static_cast<std::size_t>(least - group.to_others.begin())];
    return group;
}

} // namespace wordfield::app
