// SPDX-License-Identifier: MIT
// The arrangement of the panels: which are shown, where the splitters stand, and the rectangle each panel
// gets. Pure arithmetic but for draw_splitters, so that a test can ask what happens at any window size.
#pragma once

#include "app/ui/section.hpp"
#include "app/ui/ui.hpp"

#include <array>
#include <string_view>

namespace wordfield::app {

enum class Panel {
    Words,
    Training,
    Matrix,
    Map,
    Time,
    Attention,
    NextWord,
    Word,
    Strip,
    NeighboursOverTime,
    Count ///< how many there are
};
constexpr int panel_count = static_cast<int>(Panel::Count);

/// Where in the window a panel stands. Several at one place share it: one below the other in the columns and
/// round the map, side by side at the bottom.
enum class PanelPlace { Top, Left, BesideMap, Map, BelowMap, Bottom, Right };

/// What is known of a panel without drawing it (app/desk/panel_view.hpp).
struct PanelInfo {
    Panel id;
    const char* name;   ///< on the screen, in --ui-state and in the settings
    int key;            ///< the digit that shows and hides it; 0 for none
    const char* lesson; ///< the page behind its "?" (app/ui/lesson.hpp)
    PanelPlace place;
    bool stays = false; ///< it cannot be hidden
    bool shown = true;  ///< at the beginning
    /// Why it is not there where what is shown is not trained; null for a panel that needs no training.
    const char* untrained = nullptr;
    /// Of the room that the panels before it at its place leave; the last one takes the rest.
    struct Share {
        float wished = 0.5F, least = 0.2F, most = 0.8F;
    } share{};
};
const PanelInfo& info_of(Panel panel);

/// The panel's name on the screen and in --ui-state.
std::string_view panel_name(Panel panel);

struct Workspace {
    /// Panels as at the beginning.
    Workspace();

    // Where the splitters stand, in pixels at 96 dpi or as a share (PanelInfo::share).
    float left = 290, right = 340, matrix = 158, bottom = 330;
    float inside = 404, inside_share = 0.5F; ///< height of the place that looks inside; its part of the width
                                             ///< where the panels below the map have room beside it
    std::array<float, panel_count> share;
    std::array<bool, panel_count> shown;
    OpenSections sections; ///< of the inspector, that somebody has folded or unfolded

    [[nodiscard]] bool is_shown(Panel panel) const { return shown[static_cast<int>(panel)]; }
    void show(Panel panel, bool yes) { shown[static_cast<int>(panel)] = yes; }
    /// Hides it or shows it again; one that stays is left alone.
    void toggle(Panel panel) { show(panel, info_of(panel).stays || !is_shown(panel)); }
};

/// One for each panel, and at the back that of the place that looks inside (app/panels/inside).
using Areas = std::array<Area, panel_count + 1>;
inline const Area& area_of(const Areas& areas, Panel panel) {
    return areas[static_cast<std::size_t>(panel)];
}

/// Empty while it is closed.
inline const Area& area_inside(const Areas& areas) {
    return areas.back();
}

/// Cuts the window into areas. With `inside`, the place that looks inside takes that of the panels below the
/// map, or stands beside them where the window is wide: the map stays whole. Hidden panels get an empty one
/// and their neighbours take the room. Splitters are held where every panel keeps a size in which nothing is
/// cut off, as far as the window allows.
Areas arrange(const Workspace& workspace, ImVec2 window, float scale, bool inside = false);

/// Draws the handles between panels and lets the mouse drag them. True while one is dragged.
bool draw_splitters(const Ui& ui, Workspace& workspace, const Areas& areas, ImVec2 window);

} // namespace wordfield::app
