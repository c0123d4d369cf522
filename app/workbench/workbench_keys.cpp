// SPDX-License-Identifier: MIT
// What the keys do: they ask, as buttons do.
#include "app/workbench/workbench.hpp"

#include "app/desk/key_bindings.hpp"

namespace wordfield::app {

void Workbench::press(const KeyPress& press) {
    if (auto action = action_of(press)) out_.post(std::move(*action));
    restless_ = true;
}

} // namespace wordfield::app
