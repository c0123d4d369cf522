// SPDX-License-Identifier: MIT
// A map for the wall: points, words, names of neighbourhoods, a title and a key, as plain numbers, and as an
// SVG file of them. Pure maths.
#pragma once

#include "render/scene.hpp"

#include <glm/vec2.hpp>
#include <glm/vec3.hpp>

#include <string>
#include <vector>

namespace wordfield::app {

/// Lengths in px at 96 dpi, from the top left corner; colours in 0..1.
struct Poster {
    struct Mark {
        glm::vec2 at{0.0F};
        float radius = 0.0F;
        render::Shape shape = render::Shape::Disc;
        glm::vec3 colour{0.0F};
    };
    struct Text {
        std::string words;
        glm::vec2 at{0.0F}; ///< top left corner
        float px = 12.0F;   ///< height of the face
        float width = 0.0F; ///< as measured in the face that places were found with
        glm::vec3 colour{0.0F};
        bool bold = false;
    };
    glm::vec2 size{0.0F};
    glm::vec3 ground{0.0F};
    std::string name;        ///< of the document, for those who cannot see it
    std::vector<Mark> marks; ///< in the order of drawing
    std::vector<Text> texts; ///< over the marks
};

/// The poster as an SVG 1.1 document: markers as paths, words as text that can be searched and copied, held
/// to the width that they were measured at, in the face Inter where that is installed.
std::string poster_svg(const Poster& poster);

/// The corners of a marker around the origin: about the area of a disc of `radius`, as on the screen
/// (shaders/point.vert). Of a disc, a polygon that looks like one.
std::vector<glm::vec2> marker_corners(render::Shape shape, float radius);

} // namespace wordfield::app
