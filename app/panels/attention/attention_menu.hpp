// SPDX-License-Identifier: MIT
// The menus behind the right button in the attention panel: of a head, and of a cell.
#pragma once

#include "app/panels/panels.hpp"

#include <string>

namespace wordfield::app {

/// Of the item before, which stands for this head.
void head_menu(PanelContext& context, int layer, int head);
/// Of the cell of the large map that is under the mouse, -1 for none. Needs a trace.
void cell_menu(PanelContext& context, int row, int column);

/// A head's weights as a spreadsheet takes them: the words that are looked at in the first line, then a line
/// for each word that looks; nothing for what comes after it.
std::string weights_as_lines(const Frame& frame, int layer, int head);

} // namespace wordfield::app
