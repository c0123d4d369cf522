// SPDX-License-Identifier: MIT
#include "app/story/neighbour_history.hpp"

#include "model/geometry/cosine.hpp"
#include "model/geometry/mean_row.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

namespace wordfield::app {
namespace {

int rank_of(const std::vector<Neighbour>& nearest, TokenId word) {
    const auto at = std::ranges::find(nearest, Index{word}, &Neighbour::row);
    return at == nearest.end() ? 0 : static_cast<int>(at - nearest.begin()) + 1;
}

} // namespace

bool NeighbourHistory::update(const Timeline& timeline, std::optional<TokenId> word, double budget) {
    if (word != word_) *this = {};
    word_ = word;
    if (!word) return false;
    if (moments_.update(timeline.moments(), budget,
                        [this](const Moment& m) { return look_at(*m.embedding); }))
        draw_lines(timeline.moments());
    return pending() > 0;
}

NeighbourHistory::Found NeighbourHistory::look_at(const Rows& rows) const {
    if (*word_ >= rows.rows()) return {};
    const RowVector mean = mean_row(rows);
    return {nearest_to_row(rows, mean, *word_, Measure::Cosine, known_ranks), mean};
}

// Those near at the last moment, then those whose ranks, summed over the steps, were best: moments lie closer
// together early, and would have more of a say there.
std::vector<TokenId> NeighbourHistory::near_words() const {
    std::map<TokenId, std::int64_t> merit;
    const Found* last = nullptr;
    const auto& entries = moments_.entries();
    for (std::size_t k = 0; k < entries.size(); ++k) {
        if (!entries[k].found) continue;
        last = &*entries[k].found;
        const std::int64_t steps = k > 0 ? entries[k].step - entries[k - 1].step : 1;
        for (int i = 0; i < std::min(near_ranks, static_cast<int>(last->nearest.size())); ++i)
            merit[static_cast<TokenId>(last->nearest[i].row)] += steps * (near_ranks - i);
    }
    if (last == nullptr) return {};
    std::vector<TokenId> words;
    for (const auto& [word, sum] : merit) words.push_back(word);
    std::ranges::stable_sort(words, [&](TokenId a, TokenId b) {
        const int at_a = rank_of(last->nearest, a), at_b = rank_of(last->nearest, b);
        const bool near_a = at_a > 0 && at_a <= near_ranks, near_b = at_b > 0 && at_b <= near_ranks;
        if (near_a != near_b) return near_a;
        return near_a ? at_a < at_b : merit.at(a) > merit.at(b);
    });
    if (words.size() > most_lines) words.resize(most_lines);
    return words;
}

void NeighbourHistory::draw_lines(const std::vector<Timeline::Kept>& moments) {
    steps_.clear();
    lines_.clear();
    for (const TokenId word : near_words()) lines_.push_back({word, {}, {}});
    for (std::size_t i = 0; i < moments.size(); ++i) {
        const auto& [of, step, found] = moments_.entries()[i];
        if (!found || found->mean.size() == 0) continue;
        steps_.push_back(step);
        for (Line& line : lines_) {
            const Rows rows = *moments[i].moment->embedding; // as compare_with_all(Measure::Cosine)
            line.cosine.push_back(
                cosine(rows.row(*word_) - found->mean, rows.row(line.word) - found->mean, 0.0F));
            line.rank.push_back(rank_of(found->nearest, line.word));
        }
    }
}

void spread(std::vector<float>& heights, float gap, float low, float high) {
    std::vector<std::size_t> order(heights.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return heights[i]; });
    float least = low;
    for (const std::size_t i : order) {
        heights[i] = std::max(heights[i], least);
        least = heights[i] + gap;
    }
    float most = high;
    for (std::size_t k = order.size(); k-- > 0;) {
        heights[order[k]] = std::min(heights[order[k]], most);
        most = heights[order[k]] - gap;
    }
}

} // namespace wordfield::app
