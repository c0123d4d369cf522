// SPDX-License-Identifier: MIT
// From the mouse to points: nearest, in a box, in a lasso. Pure maths on screen positions, as
// Camera::project gives them (x, y in px; z <= 0 is behind the eye). What is behind the eye, outside 0..size,
// or not a number is never found. Each question goes through all points once, 50,000 in some 30 microseconds:
// a grid to ask would have to be built in every frame in which something moves, which takes longer.
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

/// The point nearest to the cursor within radius_px; among equals the one nearest to the eye, then the lowest
/// index.
[[nodiscard]] std::optional<Pick> nearest_point(std::span<const glm::vec3> screen, glm::vec2 size_px,
                                                glm::vec2 cursor_px, float radius_px = 8.0f);
/// Indices inside the box between two corners, ascending.
[[nodiscard]] std::vector<int> points_in_box(std::span<const glm::vec3> screen, glm::vec2 size_px,
                                             glm::vec2 corner, glm::vec2 opposite);
/// Indices inside a closed polygon (even-odd rule), ascending.
[[nodiscard]] std::vector<int> points_in_lasso(std::span<const glm::vec3> screen, glm::vec2 size_px,
                                               std::span<const glm::vec2> polygon);

/// Even-odd rule.
[[nodiscard]] bool inside_polygon(glm::vec2 px, std::span<const glm::vec2> polygon);

} // namespace wordfield::render
