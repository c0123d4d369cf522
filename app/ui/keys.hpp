// SPDX-License-Identifier: MIT
// Keys as the window reports them, without naming the window library, so that shortcuts can be tested without
// one.
#pragma once

#include <optional>

namespace wordfield::app {

enum class Key {
    Space,
    Period,
    Slash,
    Escape,
    Home,
    End,
    Left,
    Right,
    LeftBracket,
    RightBracket,
    B,
    F,
    I,
    L,
    M,
    O,
    P,
    Q,
    R,
    S,
    Y,
    Z,
    F11,
    Digit,
    Question,
    Plus,
    Minus,
    Zero
};

struct KeyPress {
    Key key;
    bool control = false;
    bool shift = false;
    int digit = 0; ///< for Key::Digit: 1 to 9
};

/// What a typed character asks for: / ? [ ] . and the digits from 1, whatever keys write them on the user's
/// keyboard.
std::optional<KeyPress> press_of_character(char32_t character);

/// With Ctrl: plus, minus or 0 by what the key writes without Shift ("=" counts as the plus above it, as on
/// American keyboards), on the number block, too; null: by its place.
std::optional<Key> key_of_size(const char* written, int place);

/// The letter that a key stands for, small; 0 for none. `written` is what it writes without Shift, null when
/// nobody knows; where that is no Latin letter, as on a Greek keyboard, the key's place on an American one
/// (`place`, the capital there) decides.
char letter_of(const char* written, int place);
/// The shortcut of a small letter, if it has one.
std::optional<Key> key_of_letter(char letter);

} // namespace wordfield::app
