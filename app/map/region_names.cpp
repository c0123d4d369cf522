// SPDX-License-Identifier: MIT
#include "app/map/region_names.hpp"

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

namespace wordfield::app {
namespace {

constexpr float name_glide_seconds = 0.25F; // time constant: slower than words, so that a name is calm
constexpr float fade_seconds = 0.6F;
constexpr float name_still = 1e-3F; // of the map's radius

glm::vec3 corner(const std::array<float, 3>& of) {
    return {of[0], of[1], of[2]};
}

std::string name_of(const MapRegion& region, const Lexicon& lexicon) {
    if (region.label < std::ssize(lexicon.categories)) return lexicon.categories[region.label];
    std::string name;
    for (const TokenId word : region.typical) {
        if (!name.empty()) name += " · ";
        name += lexicon.vocabulary.word(word);
    }
    return name;
}

} // namespace

void RegionNames::aim(const Layout& layout, const Lexicon& lexicon) {
    if (std::exchange(lexicon_, &lexicon) != &lexicon) {
        shown_.clear();
        goals_.clear();
    }
    for (NamedRegion& region : shown_) region.there = false;
    for (const MapRegion& found : layout.regions) {
        const Goal goal{corner(found.low), corner(found.high)};
        const auto key = [](const auto& region) { return std::pair{region.label, region.part}; };
        auto at = std::ranges::lower_bound(shown_, key(found), {}, key);
        const auto place = at - shown_.begin();
        if (at == shown_.end() || key(*at) != key(found)) {
            at = shown_.insert(
                at,
                NamedRegion{.label = found.label, .part = found.part, .low = goal.low, .high = goal.high});
            goals_.insert(goals_.begin() + place, goal);
        }
        goals_[place] = goal;
        at->name = name_of(found, lexicon);
        at->words = found.words;
        at->there = true;
    }
}

bool RegionNames::advance(float dt) {
    const float share = 1.0F - std::exp(-dt / name_glide_seconds);
    bool moves = false;
    for (std::size_t i = 0; i < shown_.size(); ++i) {
        NamedRegion& region = shown_[i];
        const float goal = region.there ? 1.0F : 0.0F;
        const float way = goal - region.presence;
        region.presence += std::clamp(way, -dt / fade_seconds, dt / fade_seconds);
        const glm::vec3 low = goals_[i].low - region.low, high = goals_[i].high - region.high;
        region.low += share * low;
        region.high += share * high;
        moves = moves || way != 0.0F || glm::length(low) + glm::length(high) > name_still;
    }
    for (std::size_t i = shown_.size(); i-- > 0;)
        if (!shown_[i].there && shown_[i].presence <= 0.0F) {
            shown_.erase(shown_.begin() + static_cast<std::ptrdiff_t>(i));
            goals_.erase(goals_.begin() + static_cast<std::ptrdiff_t>(i));
        }
    return moves;
}

} // namespace wordfield::app
