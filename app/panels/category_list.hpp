// SPDX-License-Identifier: MIT
// The categories of a corpus: the legend of the map, and its filter.
#pragma once

#include "app/panels/panels.hpp"

namespace wordfield::app {

void category_list(Ui& ui, const Frame& frame, CategoryFilter& filter);

} // namespace wordfield::app
