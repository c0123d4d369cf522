// SPDX-License-Identifier: MIT
// How the room of the attention panel is shared out: the large map of one head with its words, the small maps
// of all heads, the tokens below. Pure, in pixels.
#pragma once

#include <imgui.h>

#include <span>
#include <vector>

namespace wordfield::app {

/// What has to fit.
struct AttentionNeeds {
    ImVec2 room;
    int words = 1;             ///< of the sentence
    float row_words = 0.0F;    ///< the widest word in the face of the rows
    float column_words = 0.0F; ///< the widest word in the face of the columns
    int layers = 1, heads = 1;
    float name = 0.0F;    ///< the widest name of a small map
    float caption = 0.0F; ///< the widest words of what it does, beside or below its name
    float line = 12.0F;   ///< height of a line of small type
    float scale = 1.0F;   ///< pixels of this display for one at 96 dpi
};

/// How the names of columns lie, so that none is cut: beside each other where they fit, else at half a right
/// angle, else upright.
enum class ColumnNames { Level, Slanted, Upright };

/// The large map. When not all of it is in view it scrolls.
struct LargeMapLayout {
    float cell = 0.0F;   ///< never smaller than a line of type
    float labels = 0.0F; ///< width of the rows' words at its left
    ColumnNames names = ColumnNames::Level;
    float names_height = 0.0F; ///< of the columns' words below it
    ImVec2 seen;               ///< of its cells, what is in view

    [[nodiscard]] bool scrolls_across(int words) const {
        return cell * static_cast<float>(words) > seen.x + 0.5F;
    }
    [[nodiscard]] bool scrolls_down(int words) const {
        return cell * static_cast<float>(words) > seen.y + 0.5F;
    }
};
LargeMapLayout large_map_layout(const AttentionNeeds& needs);

/// The small maps, line by line; below each of them one line of words or two.
struct SmallMapsLayout {
    int per_line = 1;
    float side = 0.0F;
    ImVec2 pitch; ///< from one to the next
    int captions = 1;
};
/// In `room` instead of that of the needs.
SmallMapsLayout small_maps_layout(const AttentionNeeds& needs, ImVec2 room);

/// The line that each of these things comes to stand on, set beside each other with gaps; one that is wider
/// than a line has one of its own.
std::vector<int> wrapped(std::span<const float> widths, float room, float gap);

} // namespace wordfield::app
