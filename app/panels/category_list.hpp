// SPDX-License-Identifier: MIT
// The categories of a corpus: the legend of the map, and its filter.
#pragma once

#include "app/panels/panels.hpp"

namespace wordfield::app {

/// Only this category, or all again where it is the only one already; `adds`: it as well, or no longer.
void click_category(CategoryFilter& filter, int category, bool adds);

void category_list(Ui& ui, const Frame& frame, CategoryFilter& filter);

} // namespace wordfield::app
