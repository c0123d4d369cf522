// SPDX-License-Identifier: MIT
// --ui-state: what is on the screen and where, for scripts that drive the window.
#pragma once

#include "app/workbench.hpp"

#include <string>

namespace wordfield::app {

/// The JSON text; fields in docs/ui-state.md.
std::string ui_state_json(const Workbench& bench, const UiRects& rects, double frame_ms);

} // namespace wordfield::app
