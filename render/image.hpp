// SPDX-License-Identifier: MIT
// A picture in memory: 8-bit RGBA, row 0 at the top.
#pragma once

#include <vector>

#include <glm/glm.hpp>

namespace wordfield::render {

struct Image {
    int width = 0;
    int height = 0;
    std::vector<unsigned char> rgba; // height x width x 4

    /// Red, green, blue, alpha of pixel (x, y), each 0..255; x and y must be inside.
    [[nodiscard]] glm::ivec4 at(int x, int y) const {
        const unsigned char* p = rgba.data() + 4 * (static_cast<std::size_t>(y) * width + x);
        return {p[0], p[1], p[2], p[3]};
    }
};

} // namespace wordfield::render
