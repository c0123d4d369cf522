// SPDX-License-Identifier: MIT
// The pieces of the map panel, one file each.
#pragma once

#include "app/panels/map.hpp"

namespace wordfield::app {

/// Words beside their points, as many as fit without overlapping; fills the book of visible words.
void draw_map_labels(Ui& ui, const Area& area, const Frame& frame, MapState& state,
                     const Selection& selection);
/// The way of the chosen token of the sentence through the layers, and of the second sentence's, while asked for.
void draw_map_path(Ui& ui, const Area& area, const Frame& frame, MapState& state, const Selection& selection);
/// Hover, click, Ctrl-click, box, pan, orbit, zoom, double-click.
void map_mouse(Ui& ui, const Area& area, const Frame& frame, MapState& state, Selection& selection,
               Outbox& out);
/// The tool bar over the map and the badge that says how far it can be believed.
void map_overlay(Ui& ui, const Area& area, const Frame& frame, MapState& state, Outbox& out);

} // namespace wordfield::app
