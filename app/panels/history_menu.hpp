// SPDX-License-Identifier: MIT
// What the button History of the time panel opens: any step by its number, how fast kept steps are played,
// the runs that there are, and how much memory all that may take.
#pragma once

#include "app/desk/panel_view.hpp"

#include <array>
#include <cstdint>

namespace wordfield::app {

struct HistoryMenu {
    std::array<char, 16> step{}; ///< as typed
    std::uint64_t renaming = 0;  ///< the run whose name is being typed; 0 for none
    std::array<char, 64> name{}; ///< as typed
    bool takes_keys = false;     ///< the field of the name is new
};

/// The button, and while it is open what it opens.
void draw_history_menu(PanelContext& context, HistoryMenu& menu);

/// "Run 3", or the name that somebody gave it.
std::string name_of(const RunLine& run);

} // namespace wordfield::app
