// SPDX-License-Identifier: MIT
#include "render/picking.hpp"

#include <algorithm>
#include <cmath>

namespace wordfield::render {

namespace {

/// All points in the box between two corners that can be found.
template <class Visit>
void visit_box(std::span<const glm::vec3> screen, glm::vec2 size, glm::vec2 low, glm::vec2 high,
               Visit visit) {
    low = glm::max(low, glm::vec2{0.0f});
    high = glm::min(high, size);
    for (std::size_t i = 0; i < screen.size(); ++i) {
        const glm::vec3 p = screen[i];
        if (p.x >= low.x && p.x <= high.x && p.y >= low.y && p.y <= high.y && p.z > 0.0f) // false for NaN
            visit(static_cast<int>(i));
    }
}

} // namespace

std::optional<Pick> nearest_point(std::span<const glm::vec3> screen, glm::vec2 size_px, glm::vec2 cursor_px,
                                  float radius_px) {
    int best = -1;
    float least = radius_px * radius_px;
    visit_box(screen, size_px, cursor_px - radius_px, cursor_px + radius_px, [&](int i) {
        const glm::vec2 d = glm::vec2{screen[i]} - cursor_px;
        const float squared = glm::dot(d, d);
        const bool better =
            squared < least || (squared == least && (best < 0 || screen[i].z < screen[best].z));
        if (!better) return;
        best = i;
        least = squared;
    });
    return best < 0 ? std::nullopt : std::optional{Pick{best, std::sqrt(least)}};
}

std::vector<int> points_in_box(std::span<const glm::vec3> screen, glm::vec2 size_px, glm::vec2 corner,
                               glm::vec2 opposite) {
    std::vector<int> found;
    visit_box(screen, size_px, glm::min(corner, opposite), glm::max(corner, opposite),
              [&](int i) { found.push_back(i); });
    return found;
}

std::vector<int> points_in_lasso(std::span<const glm::vec3> screen, glm::vec2 size_px,
                                 std::span<const glm::vec2> polygon) {
    std::vector<int> found;
    if (polygon.size() < 3) return found;
    glm::vec2 low = polygon[0], high = polygon[0];
    for (const glm::vec2& corner : polygon) {
        low = glm::min(low, corner);
        high = glm::max(high, corner);
    }
    visit_box(screen, size_px, low, high, [&](int i) {
        if (inside_polygon(screen[i], polygon)) found.push_back(i);
    });
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
