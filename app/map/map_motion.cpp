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

void MapMotion::begin_vocabulary(std::size_t size) {
    words_.clear();
    placed_ = 0;
    shown_.assign(size, 0);
    from_.assign(size, {});
    goal_.assign(size, {});
    keep_trails(false);
    since_sample_ = 0.0F;
}

void MapMotion::keep_trails(bool keep) {
    if (trailing_ && keep) return;
    trailing_ = keep;
    trail_count_ = 0;
    trails_ = {};
}

void MapMotion::aim(const Layout& layout, int vocabulary) {
    const auto size = static_cast<std::size_t>(vocabulary);
    if (shown_.size() != size) begin_vocabulary(size);
    for (const TokenId id : words_) from_[id] = position(id);
    std::vector<char> before(size, 0);
    std::swap(before, shown_);
    const std::size_t all = layout.words.size() + (layout.placed ? layout.placed->words.size() : 0);
    keep_trails(all <= most_trails);
    words_.clear();
    if (layout.placed) add(layout.placed->words, layout.placed->positions, placed_mark, before);
    placed_ = words_.size();
    add(layout.words, layout.positions, mapped_mark, before);
    std::erase_if(trails_, [&](const auto& trail) { return !shows(trail.first); });
    way_ = 0.0F;
    measure_ways();
    moving_ = true;
    rest_ = 0.0F;
    ++aims_;
}

void MapMotion::add(std::span<const TokenId> words, const Matrix& positions, char mark,
                    const std::vector<char>& before) {
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto id = static_cast<std::size_t>(words[i]);
        if (id >= shown_.size()) continue; // of another vocabulary
        words_.push_back(words[i]);
        const auto row = positions.row(static_cast<Index>(i));
        goal_[id] = {row[0], row[1], row[2]};
        shown_[id] = mark;
        if (before[id] != 0) continue;
        from_[id] = goal_[id];
        if (trailing_) trails_[words[i]].fill(goal_[id]);
    }
}

// The median is that of the words of the map, which the others follow.
void MapMotion::measure_ways() {
    std::vector<float> lengths;
    lengths.reserve(words_.size());
    for (const TokenId id : words_) lengths.push_back(glm::length(goal_[id] - from_[id]));
    farthest_ = lengths.empty() ? 0.0F : *std::max_element(lengths.begin(), lengths.end());
    median_ = median_of(std::span{lengths}.subspan(placed_));
}

bool MapMotion::advance(float dt) {
    if (!moving_) {
        median_step_ = 0.0F;
        return false;
    }
    const float left = 1.0F - way_;
    // Where frames are slow the glide would become a jump: then the map rather lags a little.
    const float share = std::min(1.0F - std::exp(-dt / glide_seconds),
                                 median_ * left > 0 ? longest_step / (median_ * left) : 1.0F);
    way_ += share * left;
    median_step_ = share * left * median_;
    if ((since_sample_ += dt) >= sample_seconds) sample_trails();
    if (!(farthest_ * left > still)) way_ = 1.0F; // also where that is no number
    rest_ = way_ < 1.0F ? 0.0F : rest_ + dt;      // trails need a while longer to run out
    moving_ = way_ < 1.0F || (trailing_ && rest_ < sample_seconds * (trail_length + 1));
    return moving_;
}

void MapMotion::sample_trails() {
    since_sample_ = 0.0F;
    if (!trailing_) return;
    ++samples_;
    trail_count_ = std::min(trail_count_ + 1, trail_length);
    for (const TokenId word : words_) {
        auto& trail = trails_[word];
        std::shift_left(trail.begin(), trail.end(), 1);
        trail.back() = position(word);
    }
}

std::span<const glm::vec3> MapMotion::trail(TokenId id) const {
    const auto trail = trails_.find(id);
    if (trail == trails_.end()) return {};
    return std::span{trail->second}.last(trail_count_);
}

} // namespace wordfield::app
