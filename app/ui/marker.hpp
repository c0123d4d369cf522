// SPDX-License-Identifier: MIT
// The markers of the map, drawn small beside words in lists and legends.
#pragma once

#include "render/scene.hpp"

#include <imgui.h>

namespace wordfield::app {

/// A padlock, `size` px high with its upper left corner at `at`: training leaves this row alone. Returns its
/// width.
float draw_lock(ImDrawList* draw, ImVec2 at, float size, ImU32 colour);

void draw_marker(ImDrawList* draw, ImVec2 centre, float radius, render::Shape shape, ImU32 colour);

} // namespace wordfield::app
