// SPDX-License-Identifier: MIT
// What can be drawn on the map, as plain numbers. Sizes are framebuffer px and do not change with the zoom.
// Colours are straight (not premultiplied) RGBA in 0..1. Of points there may be a million, each of which the
// graphics card keeps once more: what they have besides places takes few bits.
#pragma once

#include <cstdint>
#include <limits>

#include <glm/glm.hpp>

namespace wordfield::render {

/// Marker shapes. All have about the same area for one radius, so that none looks more important.
enum class Shape : std::uint8_t { Disc, Square, Triangle, Diamond, Cross, Plus, TriangleDown, Hexagon };
constexpr int shape_count = 8;

/// A colour to the nearest 255th, which is what a screen shows; what lies outside 0..1 is held there.
struct Rgba8 {
    std::uint8_t r = 0, g = 0, b = 0, a = 0;

    Rgba8() = default;
    Rgba8(glm::vec4 colour) // NOLINT: as good as the colour
        : r{of(colour.r)}, g{of(colour.g)}, b{of(colour.b)}, a{of(colour.a)} {}
    Rgba8(glm::vec3 rgb, float alpha) : Rgba8{glm::vec4{rgb, alpha}} {}
    [[nodiscard]] glm::vec4 exact() const { return glm::vec4{r, g, b, a} / 255.0f; }
    [[nodiscard]] float alpha() const { return static_cast<float>(a) / 255.0f; }
    bool operator==(const Rgba8&) const = default;

private:
    static std::uint8_t of(float share) {
        return static_cast<std::uint8_t>(glm::clamp(share, 0.0f, 1.0f) * 255.0f + 0.5f);
    }
};

/// A length in whole parts of a px, `per_px` of them, as a graphics card takes it; the longest it can hold
/// where it would be longer.
template <typename Parts, int per_px>
struct ShortPx {
    Parts parts = 0;

    ShortPx() = default;
    ShortPx(float px) : parts{of(px)} {}                                  // NOLINT: a length like any other
    operator float() const { return static_cast<float>(parts) / per_px; } // NOLINT: the same

private:
    static Parts of(float px) {
        constexpr auto most = static_cast<float>(std::numeric_limits<Parts>::max());
        return static_cast<Parts>(glm::clamp(px * per_px + 0.5f, 0.0f, most));
    }
};

struct PointInstance {
    glm::vec3 position{0.0f};
    float radius_px = 4.0f;
    glm::vec3 from{0.0f}; // where it glides from; read when draw() is called with t < 1
    Rgba8 fill{glm::vec4{1.0f}};
    Rgba8 ring;
    ShortPx<std::uint16_t, 4> glow_px; // reach of a soft light around it, in the ring's colour; 0 for none
    ShortPx<std::uint8_t, 8> ring_px;  // width of a ring around the marker, a small gap away; 0 for none
    Shape shape = Shape::Disc;
};
static_assert(sizeof(PointInstance) == 40);

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
