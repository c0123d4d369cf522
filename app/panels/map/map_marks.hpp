// SPDX-License-Identifier: MIT
// What is drawn on the map around chosen words: arrows for the pull and the way really gone, a sum of words
// as a figure, and a word that is being dragged by hand.
#pragma once

#include "app/desk/frame.hpp"
#include "app/desk/outbox.hpp"
#include "app/desk/selection.hpp"
#include "app/map/inverse_projection.hpp"
#include "app/ui/ui.hpp"

#include <optional>
#include <vector>

namespace wordfield::app {

struct MapState;
struct PanelContext;

struct MapMarks {
    std::optional<TokenId> dragged;    ///< the word that the mouse takes along
    std::vector<WeightedWord> landing; ///< of whose rows its new one would be made
    std::vector<TokenId> framed_sum;   ///< the sum whose figure the camera was last brought to
};

/// Over the points and under the labels. Takes the mouse where a word can be dragged, before the map does.
void draw_map_marks(PanelContext& context, MapState& state);

/// A lock beside every word whose row training leaves alone.
void draw_map_locks(Ui& ui, const Area& area, const Frame& frame, const MapState& state);

} // namespace wordfield::app
