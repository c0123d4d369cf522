// SPDX-License-Identifier: MIT
// Strokes over a map, in px of the window.
#pragma once

#include "app/panels/map/map.hpp"

namespace wordfield::app {

/// Where a place of the map is on the screen.
ImVec2 on_screen(const Area& area, const MapState& state, glm::vec3 place);
/// An arrow from a point, `way` long, its head included.
void arrow(const Ui& ui, ImVec2 from, ImVec2 way, ImU32 colour, float width);
void dashes(const Ui& ui, ImVec2 a, ImVec2 b, ImU32 colour, float width);

} // namespace wordfield::app
