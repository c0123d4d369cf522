// SPDX-License-Identifier: MIT
// Keys as the window reports them, without naming the window library, so that shortcuts can be tested without
// one.
#pragma once

namespace wordfield::app {

enum class Key {
    Space,
    Period,
    Slash,
    Escape,
    Home,
    Left,
    Right,
    LeftBracket,
    RightBracket,
    F,
    I,
    L,
    O,
    Q,
    R,
    S,
    Z,
    F11,
    Digit,
    Question
};

struct KeyPress {
    Key key;
    bool control = false;
    bool shift = false;
    int digit = 0; ///< for Key::Digit: 1 to 9
};

} // namespace wordfield::app
