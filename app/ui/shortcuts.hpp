// SPDX-License-Identifier: MIT
// The list of all shortcuts, over the panels.
#pragma once

#include "app/ui/ui.hpp"

#include <span>
#include <string>

namespace wordfield::app {

struct ShortcutLine {
    std::string keys, what;
};

/// Draws them, and at the foot what the program says of itself; `open` becomes false when it is left. True
/// when the tour was asked for.
bool draw_shortcuts(Ui& ui, std::span<const ShortcutLine> lines, const std::string& about, bool& open);

} // namespace wordfield::app
