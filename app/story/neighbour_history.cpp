// SPDX-License-Identifier: MIT
#include "app/story/neighbour_history.hpp"

#include "model/geometry/cosine.hpp"

#include <algorithm>
#include <chrono>
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
    using Clock = std::chrono::steady_clock;
    const auto end = Clock::now() + std::chrono::duration<double>{budget};
    if (word != word_) *this = {};
    word_ = word;
    if (!word) return false;
    const auto& moments = timeline.moments();
    bool news = take_over(moments);
    for (std::size_t i = found_.size(); i-- > 0;) { // the newest at the front: they are what one looks at
        if (found_[i].known) continue;
        look_at(found_[i], *moments[i].moment->embedding);
        --pending_;
        news = true;
        if (Clock::now() >= end) break;
    }
    if (news) draw_lines(moments);
    return pending_ > 0;
}

// Keeps what is known of moments that are still there. True when others are.
bool NeighbourHistory::take_over(const std::vector<Timeline::Kept>& moments) {
    std::vector<Found> now(moments.size());
    bool changed = found_.size() != moments.size();
    std::size_t old = 0;
    pending_ = 0;
    for (std::size_t i = 0; i < moments.size(); ++i) {
        const auto& moment = moments[i].moment;
        while (old < found_.size() && found_[old].step < moment->step) ++old;
        if (old < found_.size() && found_[old].of.is(moment)) {
            now[i] = std::move(found_[old++]);
        } else {
            now[i].of = CachedKey{moment};
            now[i].step = moment->step;
            changed = true;
        }
        pending_ += now[i].known ? 0 : 1;
    }
    found_ = std::move(now);
    return changed;
}

void NeighbourHistory::look_at(Found& found, const Matrix& rows) const {
    found.known = true;
    if (*word_ >= rows.rows()) return;
    found.mean = rows.colwise().mean();
    found.nearest = nearest_to_row(rows, *word_, Measure::Cosine, known_ranks);
}

// Those near at the last moment, then those whose ranks, summed over the moments, were best.
std::vector<TokenId> NeighbourHistory::near_words() const {
    std::map<TokenId, int> merit;
    const Found* last = nullptr;
    for (const Found& found : found_) {
        if (!found.known) continue;
        last = &found;
        for (int i = 0; i < std::min(near_ranks, static_cast<int>(found.nearest.size())); ++i)
            merit[static_cast<TokenId>(found.nearest[i].row)] += near_ranks - i;
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
    for (std::size_t i = 0; i < found_.size(); ++i) {
        if (!found_[i].known || found_[i].mean.size() == 0) continue;
        steps_.push_back(found_[i].step);
        for (Line& line : lines_) {
            const Matrix& rows = *moments[i].moment->embedding; // as compare_with_all(Measure::Cosine)
            line.cosine.push_back(
                cosine(rows.row(*word_) - found_[i].mean, rows.row(line.word) - found_[i].mean, 0.0F));
            line.rank.push_back(rank_of(found_[i].nearest, line.word));
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
