// SPDX-License-Identifier: MIT
// The menu behind the right button, of whatever item was drawn last.
#pragma once

#include "app/ui/ui.hpp"

#include <functional>
#include <string>

namespace wordfield::app {

/// True while it is open: then come its items, and end_context_menu().
bool begin_context_menu(Ui& ui, const char* id);
/// The same where something else than an item was pressed; open it with ImGui::OpenPopup(id).
bool begin_context_popup(Ui& ui, const char* id);
void end_context_menu();

/// True when it was chosen. Named "menu.LABEL" in the book of rectangles.
bool context_item(Ui& ui, const char* label, bool enabled = true);
/// Puts `what()` onto the clipboard.
void copy_item(Ui& ui, const char* label, const std::function<std::string()>& what);

} // namespace wordfield::app
