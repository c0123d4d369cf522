// SPDX-License-Identifier: MIT
#include "app/ui/keys.hpp"

#include "tests/support/catch.hpp"

#include <string_view>

using namespace wordfield::app;

TEST_CASE("signs and digits are what is typed, on whatever keyboard", "[app][keys]") {
    const std::pair<char32_t, Key> expected[] = {{U'.', Key::Period},
                                                 {U'/', Key::Slash}, // Shift+7 on a German keyboard
                                                 {U'?', Key::Question},
                                                 {U'[', Key::LeftBracket},
                                                 {U']', Key::RightBracket}};
    for (const auto& [character, key] : expected) {
        const auto press = press_of_character(character);
        REQUIRE(press);
        CHECK(press->key == key);
        CHECK_FALSE(press->control);
    }
    for (char32_t digit = U'1'; digit <= U'9'; ++digit) {
        REQUIRE(press_of_character(digit));
        CHECK(press_of_character(digit)->key == Key::Digit);
        CHECK(press_of_character(digit)->digit == static_cast<int>(digit - U'0'));
    }
    for (const char32_t other : std::u32string_view{U"0&!\"(rR ßéя"}) CHECK_FALSE(press_of_character(other));
}

TEST_CASE("letters are those that the keyboard writes, or those of the place where it writes no Latin ones",
          "[app][keys]") {
    CHECK(letter_of("z", 'Y') == 'z'); // German: Z and Y change places
    CHECK(letter_of("a", 'Q') == 'a'); // French
    CHECK(letter_of("ы", 'S') == 's'); // Russian
    CHECK(letter_of(nullptr, 'S') == 's');
    CHECK(letter_of(";", 'Q') == '\0'); // Dvorak's Q key is elsewhere
    CHECK(letter_of("7", '7') == '\0');
    CHECK(letter_of("ö", ';') == '\0');
    CHECK(letter_of(nullptr, 290) == '\0'); // a function key
    CHECK(key_of_letter('r') == Key::R);
    CHECK(key_of_letter('y') == Key::Y);
    CHECK(key_of_letter('z') == Key::Z);
    CHECK_FALSE(key_of_letter('x'));
    CHECK_FALSE(key_of_letter('\0'));
}

TEST_CASE("plus, minus and 0 are what the keyboard writes, or its 0 where that is written with Shift",
          "[app][keys]") {
    CHECK(key_of_size("+", ']') == Key::Plus); // German
    CHECK(key_of_size("=", '=') == Key::Plus); // American
    CHECK(key_of_size("-", '/') == Key::Minus);
    CHECK(key_of_size("0", '0') == Key::Zero);
    CHECK(key_of_size("à", '0') == Key::Zero); // French
    CHECK(key_of_size(nullptr, '0') == Key::Zero);
    CHECK_FALSE(key_of_size("´", '='));
    CHECK_FALSE(key_of_size("9", '9'));
    CHECK_FALSE(key_of_size(nullptr, ' '));
}
