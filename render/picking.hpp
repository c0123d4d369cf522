// SPDX-License-Identifier: MIT
// From the mouse to points: nearest, in a box, in a lasso. Pure maths on screen positions.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include <glm/glm.hpp>

namespace wordfield::render {

struct Pick {
    int index;
    float distance_px;
};

/// A uniform grid over the screen positions of points. Build it once a frame in which something moved.
class PickGrid {
public:
    /// `screen` is what Camera::project gives (x, y in px; z <= 0 is behind the eye and never found). Points
    /// outside 0..width, 0..height are not found either. Indices refer to this span; nothing is kept of it
    /// but copies.
    void build(std::span<const glm::vec3> screen, float width_px, float height_px);

    /// The point nearest to the cursor within radius_px; among equals the one nearest to the eye, then the
    /// lowest index.
    [[nodiscard]] std::optional<Pick> nearest(glm::vec2 cursor_px, float radius_px = 8.0f) const;
    /// Indices inside the box between two corners, ascending.
    [[nodiscard]] std::vector<int> in_box(glm::vec2 corner, glm::vec2 opposite) const;
    /// Indices inside a closed polygon (even-odd rule), ascending.
    [[nodiscard]] std::vector<int> in_lasso(std::span<const glm::vec2> polygon) const;

private:
    [[nodiscard]] glm::ivec2 cell_of(glm::vec2 px) const;
    template <class Visit>
    void visit_box(glm::vec2 low, glm::vec2 high, Visit visit) const;

    glm::vec2 size_{0.0f};
    glm::ivec2 cells_{0, 0};
    std::vector<int> starts_;  // cells + 1: where a cell's points begin in entries_
    std::vector<int> entries_; // point indices, by cell
    std::vector<glm::vec3> screen_;
};

/// Even-odd rule.
[[nodiscard]] bool inside_polygon(glm::vec2 px, std::span<const glm::vec2> polygon);

} // namespace wordfield::render
