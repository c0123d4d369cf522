// SPDX-License-Identifier: MIT
// How a map is drawn, whatever it shows: shared by all maps of the window and remembered between runs.
#pragma once

namespace wordfield::app {

/// What the colour of a word tells.
enum class ColourBy { Category, Count, Norm, Moved, MovedLately, Gradient, Column };
constexpr int colour_by_count = 7;

struct MapLook {
    bool trails = true, labels = true, neighbours = true;
    bool names_over_dots = true; ///< dots are smaller, and labels may lie over them: many more find room
    bool regions = true;         ///< names of neighbourhoods, large and quiet
    bool trust = true; ///< what the map did to the neighbourhoods of the chosen word and the one hovered over
    bool trust_all = false; ///< a ring around every word: how much of its neighbourhood the map kept
    float label_px = 13.0F; ///< at 96 dpi, 10 to 32
    ColourBy colour_by = ColourBy::Category;
    int column = 0; ///< which of the corpus's further columns, for ColourBy::Column
    bool operator==(const MapLook&) const = default;
};

} // namespace wordfield::app
