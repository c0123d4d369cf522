// SPDX-License-Identifier: MIT
// The arrangement of the panels: which are shown, where the splitters stand, and the rectangle each panel
// gets. Pure arithmetic but for draw_splitters, so that a test can ask what happens at any window size.
#pragma once

#include "app/ui/ui.hpp"

#include <array>
#include <string_view>

namespace wordfield::app {

enum class Panel { Words, Training, Matrix, Map, Time, Attention, NextWord, Word, Strip };
constexpr int panel_count = 9;

/// The panel's name on the screen and in --ui-state, in the order of the keys 1 to 8.
std::string_view panel_name(Panel panel);

struct Workspace {
    // Where the splitters stand, in pixels at 96 dpi or as a share of the height.
    float left = 290, right = 340, matrix = 158, bottom = 330;
    float words_share = 0.47F, attention_share = 0.66F;
    std::array<bool, panel_count> shown{true, true, true, true, true, true, true, true, true};

    [[nodiscard]] bool is_shown(Panel panel) const { return shown[static_cast<std::size_t>(panel)]; }
    void show(Panel panel, bool yes) { shown[static_cast<std::size_t>(panel)] = yes; }
};

using Areas = std::array<Area, panel_count>;
inline const Area& area_of(const Areas& areas, Panel panel) {
    return areas[static_cast<std::size_t>(panel)];
}

/// Cuts the window into areas. Hidden panels get an empty one and their neighbours take the room. Splitters
/// are held where every panel keeps a size in which nothing is cut off, as far as the window allows.
Areas arrange(const Workspace& workspace, ImVec2 window, float scale);

/// Draws the handles between panels and lets the mouse drag them. True while one is dragged.
bool draw_splitters(const Ui& ui, Workspace& workspace, const Areas& areas, ImVec2 window);

} // namespace wordfield::app
