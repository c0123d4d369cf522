// SPDX-License-Identifier: MIT
// What can be drawn on the map, as plain numbers. Sizes are framebuffer px and do not change with the zoom.
// Colours are straight (not premultiplied) RGBA in 0..1.
#pragma once

#include <glm/glm.hpp>

namespace wordfield::render {

/// Marker shapes. All have about the same area for one radius, so that none looks more important.
enum class Shape : int { Disc, Square, Triangle, Diamond, Cross, Plus, TriangleDown, Hexagon };
constexpr int shape_count = 8;

struct PointInstance {
    glm::vec3 position{0.0f};
    float radius_px = 4.0f;
    glm::vec3 from{0.0f}; // where it glides from; read when draw() is called with t < 1
    float glow_px = 0.0f; // reach of a soft light around the marker, in the ring's colour; 0 for none
    glm::vec4 fill{1.0f};
    glm::vec4 ring{0.0f};
    float ring_px = 0.0f; // width of a ring around the marker, a small gap away; 0 for none
    Shape shape = Shape::Disc;
};

struct LineInstance {
    glm::vec3 a{0.0f}, b{0.0f};
    float width_px = 1.5f;
    float dash_px = 0.0f;                     // length of a dash and of a gap; 0 draws one piece
    glm::vec4 colour_a{1.0f}, colour_b{1.0f}; // blended along the line
    glm::vec3 from_a{0.0f}, from_b{0.0f}; // where the ends glide from; read when draw() is called with t < 1
    float arrow_px = 0.0f;                // length of an arrow head at b; 0 for none
    float inset_px = 0.0f; // kept free at both ends, so that a line can stop at the rim of a marker
};

} // namespace wordfield::render
