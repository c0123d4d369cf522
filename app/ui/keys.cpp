// SPDX-License-Identifier: MIT
#include "app/ui/keys.hpp"

#include <cstring>

namespace wordfield::app {
namespace {

bool small_letter(int c) {
    return c >= 'a' && c <= 'z';
}

} // namespace

std::optional<KeyPress> press_of_character(char32_t character) {
    switch (character) {
    case U'.':
        return KeyPress{Key::Period};
    case U'/':
        return KeyPress{Key::Slash};
    case U'?':
        return KeyPress{Key::Question};
    case U'[':
        return KeyPress{Key::LeftBracket};
    case U']':
        return KeyPress{Key::RightBracket};
    default:
        break;
    }
    if (character < U'1' || character > U'9') return std::nullopt;
    return KeyPress{.key = Key::Digit, .digit = static_cast<int>(character - U'0')};
}

std::optional<Key> key_of_size(const char* written, int place) {
    const char sign = written != nullptr && std::strlen(written) == 1 ? *written : '\0';
    if (sign == '+' || sign == '=') return Key::Plus;
    if (sign == '-') return Key::Minus;
    if (sign == '0' || place == '0') return Key::Zero; // French: 0 is written with Shift
    return std::nullopt;
}

// A key that writes another sign of Latin keyboards, such as the ";" beside L, stands for no letter.
char letter_of(const char* written, int place) {
    if (written != nullptr && std::strlen(written) == 1) return small_letter(*written) ? *written : '\0';
    return place >= 'A' && place <= 'Z' ? static_cast<char>(place - 'A' + 'a') : '\0';
}

std::optional<Key> key_of_letter(char letter) {
    switch (letter) {
    case 'b':
        return Key::B;
    case 'f':
        return Key::F;
    case 'i':
        return Key::I;
    case 'l':
        return Key::L;
    case 'm':
        return Key::M;
    case 'o':
        return Key::O;
    case 'p':
        return Key::P;
    case 'q':
        return Key::Q;
    case 'r':
        return Key::R;
    case 's':
        return Key::S;
    case 'y':
        return Key::Y;
    case 'z':
        return Key::Z;
    default:
        return std::nullopt;
    }
}

} // namespace wordfield::app
