// SPDX-License-Identifier: MIT
// A vector as a line of cells, blue below zero and orange above, each telling its number.
#pragma once

#include "app/ui/ui.hpp"

#include <span>

namespace wordfield::app {

/// The colour of a signed value on a symmetric scale that ends at `largest`.
ImU32 signed_colour(const Ui& ui, float value, float largest);

/// Draws `values` into the rectangle; `what` begins the sentence that hovering over a cell shows.
void value_strip(const Ui& ui, std::span<const float> values, float largest, ImVec2 low, ImVec2 size,
                 const char* what);

} // namespace wordfield::app
