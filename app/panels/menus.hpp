// SPDX-License-Identifier: MIT
// The menus of the strip at the top: File and View.
#pragma once

#include "app/panels/panels.hpp"

namespace wordfield::app {

/// File, View and "?", from `x` on, px; they take about 130 px at 96 dpi.
void draw_menus(Ui& ui, const Frame& frame, const View& view, Outbox& out, float x, float height);

} // namespace wordfield::app
