// SPDX-License-Identifier: MIT
#include "app/map/inverse_projection.hpp"

#include <algorithm>

namespace wordfield::app {

std::vector<WeightedWord> words_around(std::span<const TokenId> words, std::span<const glm::vec3> points,
                                       glm::vec2 place, TokenId dragged, std::size_t count) {
    constexpr float softening = 16.0F; // px squared: two words on one spot share
    std::vector<WeightedWord> near;
    for (std::size_t i = 0; i < std::min(words.size(), points.size()); ++i) {
        if (words[i] == dragged) continue;
        const float dx = points[i].x - place.x, dy = points[i].y - place.y;
        near.push_back({words[i], 1.0F / (dx * dx + dy * dy + softening), i});
    }
    count = std::min(count, near.size());
    std::partial_sort(near.begin(), near.begin() + static_cast<std::ptrdiff_t>(count), near.end(),
                      [](const WeightedWord& a, const WeightedWord& b) { return a.weight > b.weight; });
    near.resize(count);
    float sum = 0.0F;
    for (const WeightedWord& w : near) sum += w.weight;
    for (WeightedWord& w : near) w.weight /= sum;
    return near;
}

RowVector weighted_row(const Rows& embedding, std::span<const WeightedWord> mix) {
    RowVector row = RowVector::Zero(embedding.cols());
    for (const WeightedWord& w : mix) row += w.weight * embedding.row(w.word);
    return row;
}

} // namespace wordfield::app
