// SPDX-License-Identifier: MIT
// Questions to pictures, for tests.
#pragma once

#include <algorithm>
#include <cmath>

#include "render/image.hpp"

namespace wordfield::render {

/// True when every channel is within `tolerance` of colour, which is given in 0..1.
inline bool shows(const Image& image, int x, int y, glm::vec3 colour, int tolerance = 1) {
    const glm::ivec3 wanted{glm::round(colour * 255.0f)};
    const glm::ivec3 off = glm::abs(glm::ivec3{image.at(x, y)} - wanted);
    return std::max({off.r, off.g, off.b}) <= tolerance;
}

/// Sum over a rectangle of a white-on-black picture, in whole pixels: the area that is covered.
inline float covered_area(const Image& image, int x0, int y0, int x1, int y1) {
    float sum = 0.0f;
    for (int y = y0; y < y1; ++y)
        for (int x = x0; x < x1; ++x) sum += static_cast<float>(image.at(x, y).r) / 255.0f;
    return sum;
}

inline float covered_area(const Image& image) {
    return covered_area(image, 0, 0, image.width, image.height);
}

} // namespace wordfield::render
