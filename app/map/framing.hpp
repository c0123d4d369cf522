// SPDX-License-Identifier: MIT
// What the camera frames. Pure maths.
#pragma once

#include <glm/vec2.hpp>
#include <glm/vec3.hpp>

#include <vector>

namespace wordfield::app {

/// The points to be framed while a map forms: as they are, or, where the outermost hundredth on each side
/// would blow up the frame by more than a quarter, with those drawn in to just outside the others.
std::vector<glm::vec3> without_outliers(std::vector<glm::vec3> points);

/// Where a view that reaches `half` to every side is to be centred, so that it shows `word` and, of a map from
/// `low` to `high`, as much as it can: a word at the rim of the map does not leave half of the canvas empty. The
/// word stays at least a fifth of the view away from its edges.
glm::vec2 filled_centre(glm::vec2 word, glm::vec2 low, glm::vec2 high, glm::vec2 half);

} // namespace wordfield::app
