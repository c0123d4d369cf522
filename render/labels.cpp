// SPDX-License-Identifier: MIT
// Greedy placement in order of rank, on a grid, with a memory of the last frame.
#include "render/labels.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace wordfield::render {

namespace {

constexpr float cell_px = 64.0f;  // about a label's width: a label touches few cells, a cell holds few labels
constexpr float raster_px = 3.0f; // less than a point's radius
constexpr std::array sides_of_words{LabelSide::Right, LabelSide::Left, LabelSide::Above, LabelSide::Below};
constexpr std::array sides_over_points{LabelSide::Over, LabelSide::Right, LabelSide::Left, LabelSide::Above,
                                       LabelSide::Below};
constexpr std::array sides_of_regions{LabelSide::Above, LabelSide::Below, LabelSide::Right, LabelSide::Left};

std::span<const LabelSide> sides_of(const LabelCandidate& c, bool over_points) {
    if (c.label_class == LabelClass::Region) return sides_of_regions;
    return over_points ? std::span<const LabelSide>{sides_over_points} : sides_of_words;
}

glm::vec2 offset_for(LabelSide side, const LabelCandidate& c, float gap) {
    const glm::vec2 clear = c.reach_px + c.radius_px + gap;
    switch (side) {
    case LabelSide::Right:
        return {clear.x, -0.5f * c.size_px.y};
    case LabelSide::Left:
        return {-clear.x - c.size_px.x, -0.5f * c.size_px.y};
    case LabelSide::Above:
        return {-0.5f * c.size_px.x, -clear.y - c.size_px.y};
    case LabelSide::Below:
        return {-0.5f * c.size_px.x, clear.y};
    case LabelSide::Over:
        return -0.5f * c.size_px;
    }
    return {};
}

/// False for NaN.
bool within(glm::vec2 p, glm::vec2 size, float margin) {
    return p.x >= -margin && p.y >= -margin && p.x <= size.x + margin && p.y <= size.y + margin;
}

} // namespace

std::span<const PlacedLabel> LabelPlacer::update(std::span<const LabelCandidate> candidates,
                                                 std::span<const glm::vec3> points, glm::vec2 viewport_px,
                                                 float dt, std::span<const LabelBox> taken) {
    if (std::exchange(were_over_points_, settings_.over_points) != settings_.over_points) memory_.clear();
    start_frame(viewport_px);
    for (const LabelBox& box : taken) occupy(box);
    rank(candidates);
    mark_points(points);
    reserve_points(candidates);
    int left = settings_.budget;
    for (const Ranked& next : ranked_) {
        if (left <= 0) break;
        if (place(candidates[next.index])) --left;
    }
    fade(dt);
    return placed_;
}

void LabelPlacer::start_frame(glm::vec2 viewport_px) {
    viewport_px_ = glm::max(viewport_px, glm::vec2{1.0f});
    cells_ = glm::ivec2{viewport_px_ / cell_px} + 1;
    grid_.resize(static_cast<std::size_t>(cells_.x) * cells_.y);
    for (auto& cell : grid_) cell.clear();
    boxes_.clear();
    settled_ = !memory_.empty();
    for (auto& [id, memory] : memory_) memory.present = false;
}

void LabelPlacer::rank(std::span<const LabelCandidate> candidates) {
    ranked_.clear();
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        const LabelCandidate& c = candidates[i];
        if (!within(c.anchor_px, viewport_px_, settings_.slack_px)) continue;
        const bool stays = shown(c.id);
        if (!stays && !within(c.anchor_px, viewport_px_, 0.0f)) continue;
        const float weight = c.weight * (stays ? settings_.loyalty : 1.0f);
        ranked_.push_back({c.label_class, weight, static_cast<int>(i)});
    }
    const auto better = [&](const Ranked& a, const Ranked& b) {
        if (a.label_class != b.label_class) return a.label_class > b.label_class;
        return a.weight != b.weight ? a.weight > b.weight : candidates[a.index].id < candidates[b.index].id;
    };
    const auto tries = static_cast<std::size_t>(std::max(settings_.tries, 0));
    if (ranked_.size() > tries) {
        std::nth_element(ranked_.begin(), ranked_.begin() + tries, ranked_.end(), better);
        ranked_.resize(tries);
    }
    std::sort(ranked_.begin(), ranked_.end(), better);
}

void LabelPlacer::mark_points(std::span<const glm::vec3> points) {
    points_width_ = static_cast<int>(viewport_px_.x / raster_px) + 1;
    const int height = static_cast<int>(viewport_px_.y / raster_px) + 1;
    points_.assign(static_cast<std::size_t>(points_width_) * height, 0);
    for (const glm::vec3& at : points) {
        if (!within(at, viewport_px_, 0.0f) || at.z <= 0.0f) continue;
        const glm::ivec2 cell{glm::vec2{at} / raster_px};
        points_[static_cast<std::size_t>(cell.y) * points_width_ + cell.x] = 1;
    }
}

bool LabelPlacer::clear_of_points(const Box& box, glm::vec2 own_px) const {
    const glm::ivec2 last_cell{points_width_ - 1, static_cast<int>(points_.size()) / points_width_ - 1};
    const glm::ivec2 first =
        glm::clamp(glm::ivec2{glm::floor(box.low / raster_px)}, glm::ivec2{0}, last_cell);
    const glm::ivec2 last =
        glm::clamp(glm::ivec2{glm::floor(box.high / raster_px)}, glm::ivec2{0}, last_cell);
    const glm::ivec2 own{own_px / raster_px};
    for (int y = first.y; y <= last.y; ++y)
        for (int x = first.x; x <= last.x; ++x)
            if (points_[static_cast<std::size_t>(y) * points_width_ + x] && glm::ivec2{x, y} != own)
                return false;
    return true;
}

void LabelPlacer::reserve_points(std::span<const LabelCandidate> candidates) {
    for (const Ranked& next : ranked_) {
        if (next.label_class < LabelClass::Pinned) break;
        const LabelCandidate& c = candidates[next.index];
        const float half =
            0.7f * c.radius_px; // a square inside the disc: corners may come near, middles may not
        occupy({c.anchor_px - half, c.anchor_px + half});
    }
}

bool LabelPlacer::place(const LabelCandidate& candidate) {
    // A shown label keeps its side until it would touch another text; a new place needs room to spare.
    // Between the two lies the jitter that must not change the picture.
    const bool urgent = candidate.label_class >= LabelClass::Pinned;
    // The name of a region does not hold on to a side where it covers points.
    const bool region = candidate.label_class == LabelClass::Region;
    const bool covers = settings_.over_points && !region;
    const bool may_cover = covers || candidate.label_class >= LabelClass::Region;
    const auto known = memory_.find(candidate.id);
    const bool stays = shown(candidate.id);
    const auto sides = sides_of(candidate, settings_.over_points);
    // A name that lies over dots moves beside its own as soon as there is room to spare.
    const float padding = settings_.padding_px + (settled_ && !urgent ? settings_.slack_px : 0.0f);
    if (stays && known->second.side == LabelSide::Over)
        for (LabelSide side : sides)
            if (side != LabelSide::Over && place_beside(candidate, side, padding, false)) return true;
    if (stays && place_beside(candidate, known->second.side, 0.0f, may_cover && !region)) return true;
    for (LabelSide side : sides)
        if (side != LabelSide::Over && place_beside(candidate, side, padding, false)) return true;
    if (stays && region && place_beside(candidate, known->second.side, 0.0f, true)) return true;
    for (LabelSide side : sides)
        if (may_cover && place_beside(candidate, side, padding, true)) return true;
    if (urgent && place_inside_viewport(candidate)) return true;
    if (known != memory_.end()) known->second.position_px = candidate.anchor_px + known->second.offset_px;
    return false;
}

bool LabelPlacer::place_beside(const LabelCandidate& candidate, LabelSide side, float padding_px,
                               bool on_points) {
    const glm::vec2 low = candidate.anchor_px + offset_for(side, candidate, settings_.gap_px);
    const glm::vec2 high = low + candidate.size_px;
    const float edge = std::min(padding_px, settings_.padding_px);
    if (!within(low, viewport_px_, -edge) || !within(high, viewport_px_, -edge)) return false;
    // A point may wander a little under the text before the label gives way, and must be clear of it before
    // it returns.
    const float stays = std::min(raster_px + 1.0f, 0.4f * candidate.size_px.y);
    const float enters = settings_.point_px + (padding_px > settings_.padding_px ? settings_.slack_px : 0.0f);
    const float aside = padding_px > 0.0f ? enters : -stays;
    if (!on_points && !clear_of_points({low - aside, high + aside}, candidate.anchor_px)) return false;
    if (!free({low - padding_px, high + padding_px})) return false;
    remember(candidate, side, low);
    return true;
}

/// Where the viewport's edges leave no side, the word under the cursor must still be readable.
bool LabelPlacer::place_inside_viewport(const LabelCandidate& candidate) {
    const glm::vec2 room = glm::max(viewport_px_ - candidate.size_px, glm::vec2{0.0f});
    for (LabelSide side : sides_of(candidate, settings_.over_points)) {
        const glm::vec2 low = glm::clamp(candidate.anchor_px + offset_for(side, candidate, settings_.gap_px),
                                         glm::vec2{0.0f}, room);
        if (!free({low, low + candidate.size_px})) continue;
        remember(candidate, side, low);
        return true;
    }
    return false;
}

void LabelPlacer::remember(const LabelCandidate& candidate, LabelSide side, glm::vec2 position_px) {
    occupy({position_px, position_px + candidate.size_px});
    Memory& memory = memory_[candidate.id]; // a new one starts at alpha 0
    memory = {side, position_px - candidate.anchor_px, position_px, memory.alpha, true, true};
}

bool LabelPlacer::shown(int id) const {
    const auto known = memory_.find(id);
    return known != memory_.end() && known->second.shown;
}

std::pair<glm::ivec2, glm::ivec2> LabelPlacer::cells_under(const Box& box) const {
    const auto cell = [&](glm::vec2 px) {
        return glm::clamp(glm::ivec2{glm::clamp(px, glm::vec2{0.0f}, viewport_px_) / cell_px}, glm::ivec2{0},
                          cells_ - 1);
    };
    return {cell(box.low), cell(box.high)};
}

bool LabelPlacer::free(const Box& box) const {
    const auto [first, last] = cells_under(box);
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
    const auto [first, last] = cells_under(box);
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
