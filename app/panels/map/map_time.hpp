// SPDX-License-Identifier: MIT
// What of other times and other runs lies over the map.
#pragma once

#include "app/panels/map/map.hpp"

namespace wordfield::app {

/// The ways of the chosen words through the kept moments of the run, where trails are wanted: a click on one
/// looks at that moment.
void draw_word_trails(PanelContext& context, MapState& state);
/// Arrows from where words lie on the kept model's map to where they lie here: of the chosen words, or of
/// those whose neighbours differ most.
void draw_differences(PanelContext& context, const MapState& state);

} // namespace wordfield::app
