// SPDX-License-Identifier: MIT
// --ui-state: what is on the screen and where, for scripts that drive the window.
#pragma once

#include "app/workbench/workbench.hpp"

#include <deque>
#include <string>

namespace wordfield::app {

/// What drawing costs.
struct FrameCost {
    double frame_ms = 0.0;          ///< from begin to end, smoothed
    double cpu_ms = 0.0;            ///< of the drawing thread's processor time in the last frame
    double longest_cpu_ms = 0.0;    ///< the same for the worst frame since the file was written last
    std::deque<double> last_cpu_ms; ///< the same for each of the last frames, 300 at most
};

/// The JSON text; fields in docs/ui-state.md.
std::string ui_state_json(const Workbench& bench, const UiRects& rects, const FrameCost& cost);

} // namespace wordfield::app
