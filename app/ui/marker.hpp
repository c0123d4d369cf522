// SPDX-License-Identifier: MIT
// The markers of the map, drawn small beside words in lists and legends.
#pragma once

#include "render/scene.hpp"

#include <imgui.h>

namespace wordfield::app {

void draw_marker(ImDrawList* draw, ImVec2 centre, float radius, render::Shape shape, ImU32 colour);

} // namespace wordfield::app
