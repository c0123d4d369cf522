// SPDX-License-Identifier: MIT
#include "app/story/churn.hpp"

#include "model/geometry/mean_row.hpp"
#include "model/geometry/neighbours.hpp"
#include "model/map/map_words.hpp"

#include <algorithm>

namespace wordfield::app {
namespace {

constexpr Index work = 20'000'000; // multiplications a moment: some milliseconds

// How many words can be asked of a table of this size.
int affordable(const Rows& rows) {
    return static_cast<int>(std::clamp<Index>(work / std::max<Index>(rows.size(), 1), 4, Churn::most));
}

float share_that_is_new(const std::vector<TokenId>& now, const std::vector<TokenId>& before) {
    const auto stayed =
        std::ranges::count_if(now, [&](TokenId word) { return std::ranges::binary_search(before, word); });
    return now.empty() ? 0.0F : 1.0F - static_cast<float>(stayed) / static_cast<float>(now.size());
}

} // namespace

Churn::Lists Churn::look_at(const Moment& moment) const {
    const Rows rows = *moment.embedding;
    const RowVector mean = mean_row(rows);
    Lists lists;
    for (const TokenId word : words_) {
        auto& list = lists.emplace_back();
        for (const Neighbour& n : nearest_to_row(rows, mean, word, Measure::Cosine, nearest))
            list.push_back(static_cast<TokenId>(n.row));
        std::ranges::sort(list);
    }
    return lists;
}

void Churn::update(const Timeline& timeline, double budget) {
    const auto& moments = timeline.moments();
    if (moments.empty()) return;
    const Moment& first = *moments.front().moment;
    if (!first.capabilities.trains) { // nothing will ever move
        *this = {};
        return;
    }
    if (first.run != run_) {
        *this = {};
        run_ = first.run;
        words_ = default_words(first.corpus->lexicon, affordable(*first.embedding));
    }
    if (!moments_.update(moments, budget, [this](const Moment& moment) { return look_at(moment); })) return;
    points_.clear();
    const auto& entries = moments_.entries();
    for (std::size_t i = 1; i < entries.size(); ++i) {
        const auto &before = entries[i - 1].found, &now = entries[i].found;
        if (!before || !now || words_.empty()) continue;
        float sum = 0.0F;
        for (std::size_t w = 0; w < words_.size(); ++w) sum += share_that_is_new((*now)[w], (*before)[w]);
        points_.push_back({static_cast<double>(entries[i].step), sum / static_cast<float>(words_.size())});
    }
}

} // namespace wordfield::app
