// SPDX-License-Identifier: MIT
// The menu behind the right button of a plot: its curves for the clipboard.
#pragma once

#include "app/ui/plot.hpp"

#include <string>

namespace wordfield::app {

/// Of the item before, which is the plot.
void plot_menu(Ui& ui, const char* id, const Plot& plot);

/// All curves as a spreadsheet takes them: curve, step, value, a line for each point.
std::string curves_as_lines(const Plot& plot);
/// "train 1.75, held-out 1.77": the last value of each curve.
std::string last_values(const Plot& plot);

} // namespace wordfield::app
