// SPDX-License-Identifier: MIT
// Where a small card may lie over a picture so that it hides least.
#pragma once

#include "app/ui/ui.hpp"

#include <span>

namespace wordfield::app {

/// The place of a card of `size` in one of the four corners of `room`, `margin` from its edges: where it lies
/// over fewest of the points, and over none of the areas that are `taken` if that can be had. `before`: the
/// corner that it has now, counted from the upper left one clockwise, which it keeps unless another one is
/// much freer; -1 for none.
struct CornerPlace {
    int corner = 0;
    Area area;
};
CornerPlace free_corner(const Area& room, ImVec2 size, float margin, std::span<const ImVec2> points,
                        std::span<const Area> taken, int before = -1);

} // namespace wordfield::app
