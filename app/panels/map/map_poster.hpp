// SPDX-License-Identifier: MIT
// A map laid out anew for a sheet of paper.
#pragma once

#include "app/desk/frame.hpp"
#include "app/map/poster.hpp"
#include "app/ui/ui.hpp"

namespace wordfield::app {

struct MapState;

/// The whole map, flat, on a sheet of `size` px at 96 dpi (an A3 sheet is 1587 x 1123), with as many words as
/// fit there, names of neighbourhoods, a title and, in a corpus with categories, a key. Needs a layout.
Poster poster_of(const Ui& ui, const Frame& frame, const MapState& state, glm::vec2 size);

} // namespace wordfield::app
