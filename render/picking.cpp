// SPDX-License-Identifier: MIT
// A counting sort of points into grid cells, and questions to it.
#include "render/picking.hpp"

#include <algorithm>
#include <cmath>

namespace wordfield::render {

namespace {

constexpr float pick_cell_px = 16.0f; // twice the usual hover radius: a question touches four cells at most

bool findable(glm::vec3 p, glm::vec2 size) {
    return p.z > 0.0f && p.x >= 0.0f && p.y >= 0.0f && p.x <= size.x && p.y <= size.y; // false for NaN
}

/// Keeps the better of two answers: nearer to the cursor, then nearer to the eye, then earlier.
struct Best {
    int index = -1;
    float squared = 0.0f, depth = 0.0f;
    void offer(int candidate, glm::vec3 at, glm::vec2 cursor, float radius) {
        const glm::vec2 d = glm::vec2{at} - cursor;
        const float distance = glm::dot(d, d);
        if (distance > radius * radius) return;
        const bool better = index < 0 || distance < squared ||
                            (distance == squared && (at.z < depth || (at.z == depth && candidate < index)));
        if (better) *this = {candidate, distance, at.z};
    }
    [[nodiscard]] std::optional<Pick> pick() const {
        return index < 0 ? std::nullopt : std::optional{Pick{index, std::sqrt(squared)}};
    }
};

} // namespace

glm::ivec2 PickGrid::cell_of(glm::vec2 px) const {
    return glm::clamp(glm::ivec2{glm::clamp(px, glm::vec2{0.0f}, size_) / pick_cell_px}, glm::ivec2{0},
                      cells_ - 1);
}

void PickGrid::build(std::span<const glm::vec3> screen, float width_px, float height_px) {
    size_ = {std::max(width_px, 1.0f), std::max(height_px, 1.0f)};
    cells_ = glm::ivec2{size_ / pick_cell_px} + 1;
    screen_.assign(screen.begin(), screen.end());
    starts_.assign(static_cast<std::size_t>(cells_.x) * cells_.y + 1, 0);
    const auto cell = [&](glm::vec3 p) {
        const glm::ivec2 c = cell_of(p);
        return static_cast<std::size_t>(c.y) * cells_.x + c.x;
    };
    for (const glm::vec3& p : screen_)
        if (findable(p, size_)) ++starts_[cell(p) + 1];
    for (std::size_t i = 1; i < starts_.size(); ++i) starts_[i] += starts_[i - 1];
    entries_.resize(starts_.back());
    std::vector<int> next(starts_.begin(), starts_.end() - 1);
    for (std::size_t i = 0; i < screen_.size(); ++i)
        if (findable(screen_[i], size_)) entries_[next[cell(screen_[i])]++] = static_cast<int>(i);
}

template <class Visit>
void PickGrid::visit_box(glm::vec2 low, glm::vec2 high, Visit visit) const {
    if (screen_.empty()) return;
    const glm::ivec2 first = cell_of(low), last = cell_of(high);
    for (int y = first.y; y <= last.y; ++y)
        for (int x = first.x; x <= last.x; ++x) {
            const std::size_t cell = static_cast<std::size_t>(y) * cells_.x + x;
            for (int k = starts_[cell]; k < starts_[cell + 1]; ++k) visit(entries_[k]);
        }
}

std::optional<Pick> PickGrid::nearest(glm::vec2 cursor_px, float radius_px) const {
    Best best;
    visit_box(cursor_px - radius_px, cursor_px + radius_px,
              [&](int i) { best.offer(i, screen_[i], cursor_px, radius_px); });
    return best.pick();
}

std::vector<int> PickGrid::in_box(glm::vec2 corner, glm::vec2 opposite) const {
    const glm::vec2 low = glm::min(corner, opposite), high = glm::max(corner, opposite);
    std::vector<int> found;
    visit_box(low, high, [&](int i) {
        const glm::vec2 p = screen_[i];
        if (p.x >= low.x && p.y >= low.y && p.x <= high.x && p.y <= high.y) found.push_back(i);
    });
    std::sort(found.begin(), found.end());
    return found;
}

std::vector<int> PickGrid::in_lasso(std::span<const glm::vec2> polygon) const {
    std::vector<int> found;
    if (polygon.size() < 3) return found;
    glm::vec2 low = polygon[0], high = polygon[0];
    for (const glm::vec2& corner : polygon) {
        low = glm::min(low, corner);
        high = glm::max(high, corner);
    }
    visit_box(low, high, [&](int i) {
        if (inside_polygon(screen_[i], polygon)) found.push_back(i);
    });
    std::sort(found.begin(), found.end());
    return found;
}

bool inside_polygon(glm::vec2 px, std::span<const glm::vec2> polygon) {
    bool inside = false;
    for (std::size_t i = 0, j = polygon.size() - 1; i < polygon.size(); j = i++) {
        const glm::vec2 a = polygon[i], b = polygon[j];
        if ((a.y > px.y) != (b.y > px.y) && px.x < (b.x - a.x) * (px.y - a.y) / (b.y - a.y) + a.x)
            inside = !inside;
    }
    return inside;
}

} // namespace wordfield::render
