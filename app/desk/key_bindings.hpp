// SPDX-License-Identifier: MIT
// All shortcuts in one list: the keys as they are written, what they do, and the action that a press asks
// for. The page of shortcuts and the keys themselves come from it.
#pragma once

#include "app/desk/actions.hpp"
#include "app/ui/keys.hpp"
#include "app/ui/shortcuts.hpp"

#include <optional>
#include <vector>

namespace wordfield::app {

struct KeyBinding {
    KeyPress press;
    ViewAction action;
};

/// One line of the page; gestures of the mouse have no bindings.
struct Shortcut {
    ShortcutLine line;
    std::vector<KeyBinding> bindings;
};

const std::vector<Shortcut>& shortcuts();

/// What the key asks for, if anything. Shift counts where a shortcut says so.
std::optional<ViewAction> action_of(const KeyPress& press);

/// As the page shows them.
const std::vector<ShortcutLine>& shortcut_lines();

} // namespace wordfield::app
