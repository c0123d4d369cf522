// SPDX-License-Identifier: MIT
#include "app/map/map_motion.hpp"

#include "model/core/median.hpp"

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>

namespace wordfield::app {
namespace {

constexpr float glide_seconds =
    0.14F; // time constant of the approach: long enough to hide the rhythm of layouts
constexpr float sample_seconds = 0.18F; // between two points of a trail
constexpr float longest_step =
    0.12F;                     // of the median word in one frame; a map of RMS radius 1 is about 4 wide
constexpr float still = 2e-4F; // movements below this share of the map's radius cannot be seen

} // namespace

void MapMotion::aim(const Layout& layout, int vocabulary) {
    const auto size = static_cast<std::size_t>(vocabulary);
    if (shown_.size() != size) {
        *this = MapMotion{};
        shown_.assign(size, 0);
        now_.resize(size);
        goal_.resize(size);
        trails_.resize(size);
    }
    std::vector<char> before(size, 0);
    std::swap(before, shown_);
    words_.clear();
    for (std::size_t i = 0; i < layout.words.size(); ++i) {
        const auto id = static_cast<std::size_t>(layout.words[i]);
        if (id >= size) continue; // of another vocabulary
        words_.push_back(layout.words[i]);
        const auto row = layout.positions.row(static_cast<Index>(i));
        goal_[id] = {row[0], row[1], row[2]};
        shown_[id] = 1;
        if (before[id] != 0) continue;
        now_[id] = goal_[id];
        trails_[id].fill(goal_[id]);
    }
    moving_ = true;
    rest_ = 0.0F;
    ++version_;
}

bool MapMotion::advance(float dt) {
    if (!moving_) {
        median_step_ = 0.0F;
        return false;
    }
    lengths_.clear();
    for (const TokenId word : words_) {
        const auto id = static_cast<std::size_t>(word);
        lengths_.push_back(glm::length(goal_[id] - now_[id]));
    }
    const float farthest = lengths_.empty() ? 0.0F : *std::max_element(lengths_.begin(), lengths_.end());
    const float median = median_of(lengths_);
    // Where frames are slow the glide would become a jump: then the map rather lags a little.
    const float share =
        std::min(1.0F - std::exp(-dt / glide_seconds), median > 0 ? longest_step / median : 1.0F);
    for (const TokenId word : words_) {
        const auto id = static_cast<std::size_t>(word);
        now_[id] += share * (goal_[id] - now_[id]);
    }
    median_step_ = share * median;
    ++version_;
    if ((since_sample_ += dt) >= sample_seconds) sample_trails();
    rest_ = farthest > still ? 0.0F : rest_ + dt; // trails need a while longer to run out
    moving_ = rest_ < sample_seconds * (trail_length + 1);
    return moving_;
}

void MapMotion::sample_trails() {
    since_sample_ = 0.0F;
    trail_count_ = std::min(trail_count_ + 1, trail_length);
    for (const TokenId word : words_) {
        auto& trail = trails_[word];
        std::shift_left(trail.begin(), trail.end(), 1);
        trail.back() = now_[word];
    }
}

std::span<const glm::vec3> MapMotion::trail(TokenId id) const {
    const auto& trail = trails_[id];
    return std::span{trail}.last(trail_count_);
}

} // namespace wordfield::app
