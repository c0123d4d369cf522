// SPDX-License-Identifier: MIT
#include "app/map/framing.hpp"

#include <glm/common.hpp>

#include <algorithm>

namespace wordfield::app {
namespace {

constexpr std::size_t fewest = 50;  // of fewer, each is worth its place
constexpr float outside = 0.01F;    // of the points that may lie outside, on each side
constexpr float most_blown = 1.25F; // the whole extent, in extents of the others
constexpr float rim = 0.05F;        // of the extent, around the others

} // namespace

std::vector<glm::vec3> without_outliers(std::vector<glm::vec3> points) {
    if (points.size() < fewest) return points;
    std::vector<float> values(points.size());
    glm::vec3 low{0.0F}, high{0.0F}, least{0.0F}, most{0.0F};
    const auto aside = static_cast<std::ptrdiff_t>(outside * static_cast<float>(points.size()));
    for (int axis = 0; axis < 3; ++axis) {
        std::ranges::transform(points, values.begin(), [axis](const glm::vec3& p) { return p[axis]; });
        std::ranges::sort(values);
        least[axis] = values.front();
        most[axis] = values.back();
        low[axis] = values[aside];
        high[axis] = values[std::ssize(values) - 1 - aside];
    }
    const auto widest = [](glm::vec3 size) { return std::max({size.x, size.y, size.z}); };
    if (widest(most - least) <= most_blown * widest(high - low)) return points;
    const glm::vec3 around = rim * (high - low);
    for (glm::vec3& point : points) point = glm::clamp(point, low - around, high + around);
    return points;
}

glm::vec2 filled_centre(glm::vec2 word, glm::vec2 low, glm::vec2 high, glm::vec2 half) {
    constexpr float most_aside = 0.6F; // of half the view
    const glm::vec2 first = glm::min(low + half, 0.5F * (low + high));
    const glm::vec2 last = glm::max(high - half, 0.5F * (low + high));
    return glm::clamp(glm::clamp(word, first, last), word - most_aside * half, word + most_aside * half);
}

} // namespace wordfield::app
