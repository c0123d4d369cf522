// SPDX-License-Identifier: MIT
// What the tokenizer asks of Unicode: code points out of UTF-8, what part a code point plays in a word,
// normal forms.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace wordfield {

struct CodePoint {
    static constexpr char32_t invalid = 0xFFFFFFFF;
    char32_t value = invalid;
    std::size_t length = 1; ///< bytes; 1 where the byte is not valid UTF-8
};

/// The code point that begins at byte `at`, which must be inside the text.
CodePoint decode_utf8(std::string_view text, std::size_t at);

/// What a code point does in running text.
enum class Role : unsigned char {
    Space,     ///< separates words: white space, controls, invalid bytes
    Letter,    ///< letters and digits
    Attached,  ///< belongs to what stands before it: combining marks, joiners, soft hyphens
    Joint,     ///< apostrophes and hyphens: part of a word when letters stand on both sides, else a mark
    Ideograph, ///< Han and kana, which are written without spaces: each is a word of its own
    Mark       ///< everything else: punctuation, symbols, emoji
};

Role role_of(char32_t code_point);

/// Appends NFC of the lower-cased text, with typographic apostrophes, quotation marks and hyphens made plain
/// and soft hyphens dropped. `text` must be valid UTF-8.
void append_normal(std::string& out, std::string_view text);

} // namespace wordfield
