// SPDX-License-Identifier: MIT
// Seeded numbers for the tests of render/, the same on every machine (std:: distributions differ between
// libraries).
#pragma once

#include <random>

#include <glm/glm.hpp>

namespace wordfield::render {

class Random {
public:
    explicit Random(unsigned seed) : engine_{seed} {}
    float uniform(float low, float high) {
        return low + (high - low) * static_cast<float>(engine_() >> 8) * 0x1.0p-24f;
    }
    glm::vec2 in(glm::vec2 size) {
        const float x = uniform(0.0f, size.x);
        return {x, uniform(0.0f, size.y)};
    }
    glm::vec3 in_cube(float half) {
        const float x = uniform(-half, half), y = uniform(-half, half);
        return {x, y, uniform(-half, half)};
    }

private:
    std::mt19937 engine_;
};

} // namespace wordfield::render
