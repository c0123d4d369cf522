// SPDX-License-Identifier: MIT
#include "model/geometry/parallel_offsets.hpp"

#include "model/core/mean_spread.hpp"

#include <algorithm>

namespace wordfield::inline geometry {
namespace {

using Pairs = std::vector<std::pair<TokenId, TokenId>>;

constexpr std::size_t most_turns = 16; // of shuffling, evenly spread

// The mean over every two of m unit vectors u is (|sum u|² - sum |u|²) / (m (m - 1)).
double mean_cosine(const Rows& embedding, const Pairs& pairs, std::size_t turn) {
    const std::size_t m = pairs.size();
    Eigen::RowVectorXd sum = Eigen::RowVectorXd::Zero(embedding.cols());
    double squares = 0.0;
    for (std::size_t i = 0; i < m; ++i) {
        const RowVector from = embedding.row(pairs[i].first).normalized();
        const RowVector to = embedding.row(pairs[(i + turn) % m].second).normalized();
        const Eigen::RowVectorXd offset = (to - from).cast<double>().normalized();
        sum += offset;
        squares += offset.squaredNorm(); // 1, or 0 of a word and itself
    }
    return (sum.squaredNorm() - squares) / (static_cast<double>(m) * static_cast<double>(m - 1));
}

} // namespace

std::vector<std::pair<TokenId, TokenId>> pairs_of(const AnalogyRelation& relation) {
    Pairs pairs;
    for (const Analogy& analogy : relation.analogies) {
        pairs.emplace_back(analogy.a, analogy.b);
        pairs.emplace_back(analogy.c, analogy.d);
    }
    std::ranges::sort(pairs);
    pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
    return pairs;
}

Parallel parallel_offsets(const Rows& embedding, const AnalogyRelation& relation) {
    const Pairs pairs = pairs_of(relation);
    const std::size_t m = pairs.size();
    if (m < 2) return {.pairs = static_cast<int>(m)};
    std::vector<double> shuffled;
    for (std::size_t turn = 1; turn < m; turn += std::max<std::size_t>(1, m / most_turns))
        shuffled.push_back(mean_cosine(embedding, pairs, turn));
    return {mean_cosine(embedding, pairs, 0), mean_spread(shuffled).mean, static_cast<int>(m)};
}

} // namespace wordfield::inline geometry
