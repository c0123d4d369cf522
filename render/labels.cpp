// SPDX-License-Identifier: MIT
// Greedy placement in order of rank, on a grid, with a memory of the last frame.
#include "render/labels.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace wordfield::render {

namespace {

constexpr float cell_px = 64.0f; // about a label's width: a label touches few cells, a cell holds few labels
constexpr std::array sides{LabelSide::Right, LabelSide::Left, LabelSide::Above, LabelSide::Below};

glm::vec2 offset_for(LabelSide side, const LabelCandidate& c, float gap) {
    const float clear = c.radius_px + gap;
    switch (side) {
    case LabelSide::Right:
        return {clear, -0.5f * c.size_px.y};
    case LabelSide::Left:
        return {-clear - c.size_px.x, -0.5f * c.size_px.y};
    case LabelSide::Above:
        return {-0.5f * c.size_px.x, -clear - c.size_px.y};
    case LabelSide::Below:
        return {-0.5f * c.size_px.x, clear};
    }
    return {};
}

} // namespace

std::span<const PlacedLabel> LabelPlacer::update(std::span<const LabelCandidate> candidates,
                                                 glm::vec2 viewport_px, float dt) {
    boxes_.clear();
    cells_ = glm::ivec2{glm::max(viewport_px, glm::vec2{1.0f}) / cell_px} + 1;
    grid_.resize(static_cast<std::size_t>(cells_.x) * cells_.y);
    for (auto& cell : grid_) cell.clear();
    for (auto& [id, memory] : memory_) memory.present = false;

    rank(candidates, viewport_px);
    int left = settings_.budget;
    for (const auto& [score, index] : ranked_) {
        if (left <= 0) break;
        if (place(candidates[index], viewport_px)) --left;
    }
    fade(dt);
    return placed_;
}

void LabelPlacer::rank(std::span<const LabelCandidate> candidates, glm::vec2 viewport_px) {
    ranked_.clear();
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        const LabelCandidate& c = candidates[i];
        const glm::vec2 a = c.anchor_px;
        if (!(a.x >= 0.0f && a.y >= 0.0f && a.x <= viewport_px.x && a.y <= viewport_px.y)) continue;
        const auto known = memory_.find(c.id);
        const bool was_shown = known != memory_.end() && known->second.shown;
        // Weights are squeezed into 0..1 within a class, so that no weight outranks a class.
        const float weight = std::max(c.weight, 0.0f) * (was_shown ? settings_.loyalty : 1.0f);
        ranked_.emplace_back(static_cast<float>(c.label_class) + weight / (1.0f + weight),
                             static_cast<int>(i));
    }
    const auto better = [&](const auto& a, const auto& b) {
        return a.first != b.first ? a.first > b.first : candidates[a.second].id < candidates[b.second].id;
    };
    std::sort(ranked_.begin(), ranked_.end(), better);
}

bool LabelPlacer::place(const LabelCandidate& candidate, glm::vec2 viewport_px) {
    const auto known = memory_.find(candidate.id);
    const bool was_shown = known != memory_.end() && known->second.shown;
    const auto fits = [&](LabelSide side) {
        const glm::vec2 low = candidate.anchor_px + offset_for(side, candidate, settings_.gap_px);
        const glm::vec2 high = low + candidate.size_px;
        if (low.x < 0.0f || low.y < 0.0f || high.x > viewport_px.x || high.y > viewport_px.y) return false;
        return free({low - settings_.padding_px, high + settings_.padding_px});
    };
    const auto settle = [&](LabelSide side) {
        const glm::vec2 offset = offset_for(side, candidate, settings_.gap_px);
        const glm::vec2 low = candidate.anchor_px + offset;
        occupy({low - settings_.padding_px, low + candidate.size_px + settings_.padding_px});
        const float alpha = known == memory_.end() ? 0.0f : known->second.alpha;
        memory_[candidate.id] = {side, offset, low, alpha, true, true};
        return true;
    };
    if (was_shown && fits(known->second.side)) return settle(known->second.side);
    for (LabelSide side : sides)
        if (fits(side)) return settle(side);
    if (known != memory_.end()) known->second.position_px = candidate.anchor_px + known->second.offset_px;
    return false;
}

bool LabelPlacer::free(const Box& box) const {
    const glm::ivec2 first = glm::clamp(glm::ivec2{glm::floor(box.low / cell_px)}, glm::ivec2{0}, cells_ - 1);
    const glm::ivec2 last = glm::clamp(glm::ivec2{glm::floor(box.high / cell_px)}, glm::ivec2{0}, cells_ - 1);
    for (int y = first.y; y <= last.y; ++y)
        for (int x = first.x; x <= last.x; ++x)
            for (int other : grid_[static_cast<std::size_t>(y) * cells_.x + x]) {
                const Box& b = boxes_[other];
                if (box.low.x < b.high.x && b.low.x < box.high.x && box.low.y < b.high.y &&
                    b.low.y < box.high.y)
                    return false;
            }
    return true;
}

void LabelPlacer::occupy(const Box& box) {
    const glm::ivec2 first = glm::clamp(glm::ivec2{glm::floor(box.low / cell_px)}, glm::ivec2{0}, cells_ - 1);
    const glm::ivec2 last = glm::clamp(glm::ivec2{glm::floor(box.high / cell_px)}, glm::ivec2{0}, cells_ - 1);
    for (int y = first.y; y <= last.y; ++y)
        for (int x = first.x; x <= last.x; ++x)
            grid_[static_cast<std::size_t>(y) * cells_.x + x].push_back(static_cast<int>(boxes_.size()));
    boxes_.push_back(box);
}

void LabelPlacer::fade(float dt) {
    const float step = settings_.fade_seconds > 0.0f ? dt / settings_.fade_seconds : 1.0f;
    placed_.clear();
    fading_ = false;
    for (auto it = memory_.begin(); it != memory_.end();) {
        Memory& m = it->second;
        m.shown = m.present;
        m.alpha = std::clamp(m.alpha + (m.shown ? step : -step), 0.0f, 1.0f);
        if (!m.shown && m.alpha <= 0.0f) {
            it = memory_.erase(it);
            continue;
        }
        fading_ = fading_ || !m.shown || m.alpha < 1.0f;
        placed_.push_back({it->first, m.position_px, m.alpha, m.side});
        ++it;
    }
    std::sort(placed_.begin(), placed_.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
}

} // namespace wordfield::render
