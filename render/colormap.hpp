// SPDX-License-Identifier: MIT
// From numbers and categories to colours; the same tables on the processor and in shaders.
#pragma once

#include <array>
#include <string_view>

#include <glm/glm.hpp>

#include "render/scene.hpp"

namespace wordfield::render {

enum class Colormap {
    Viridis,        // sequential, for probabilities and attention (Smith and van der Walt 2015, CC0)
    DivergingDark,  // blue, the dark background, orange: signed values, neutral at t = .5
    DivergingLight, // the same for light backgrounds
    SingleDark,     // from the dark background to the accent blue
    SingleLight,    // from the light background to the accent blue
};

/// The colour of t, clamped to 0..1, in 256 steps. NaN gives the colour of 0.
[[nodiscard]] glm::vec3 sample(Colormap map, float t);

/// The 256 colours of a map, in order of t.
[[nodiscard]] const std::array<glm::vec3, 256>& table(Colormap map);

struct CategoryStyle {
    glm::vec3 colour;
    Shape shape;
    std::string_view name; // of the colour, for legends read aloud
};

constexpr int category_hues = 12;

/// Colour and marker of the index-th category. The first eight differ by colour alone; later ones also by
/// shape, and no two of the first category_hues * shape_count are the same. A negative index (no category) is
/// a grey disc.
[[nodiscard]] CategoryStyle category_style(int index, bool dark);

} // namespace wordfield::render
