// SPDX-License-Identifier: MIT
// What the camera frames. Pure maths.
#pragma once

#include <glm/vec3.hpp>

#include <vector>

namespace wordfield::app {

/// The points to be framed while a map forms: as they are, or, where the outermost hundredth on each side
/// would blow up the frame by more than a quarter, with those drawn in to just outside the others.
std::vector<glm::vec3> without_outliers(std::vector<glm::vec3> points);

} // namespace wordfield::app
