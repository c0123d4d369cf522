// SPDX-License-Identifier: MIT
// The list of all shortcuts, over the panels.
#pragma once

#include "app/ui/ui.hpp"

namespace wordfield::app {

/// Draws it; `open` becomes false when it is left. True when the tour was asked for.
bool draw_shortcuts(Ui& ui, bool& open);

} // namespace wordfield::app
