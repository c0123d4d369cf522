// SPDX-License-Identifier: MIT
// What the keys do: they ask, as buttons do.
#include "app/workbench/workbench.hpp"

#include "app/desk/key_bindings.hpp"

namespace wordfield::app {

void Workbench::press(const KeyPress& press) {
    auto action = action_of(press);
    const bool of_a_field =
        action && (std::holds_alternative<Undo>(*action) || std::holds_alternative<Redo>(*action));
    if (of_a_field && ImGui::GetIO().WantTextInput) return; // it takes back letters by itself
    if (press.key == Key::Home && view_.over_time) action = GoToEnd{.first = true};
    if (action) out_.post_any(std::move(*action));
    restless_ = true;
}

} // namespace wordfield::app
