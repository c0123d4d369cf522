// SPDX-License-Identifier: MIT
// What the tokenizer asks of Unicode: code points out of UTF-8, what part a code point plays in a word,
// normal forms.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace wordfield::inline text {

struct CodePoint {
    static constexpr char32_t invalid = 0xFFFFFFFF;
    char32_t value = invalid;
    std::size_t length = 1; ///< bytes; 1 where the byte is not valid UTF-8
};

/// What a code point does in running text.
enum class Role : unsigned char {
    Space,     ///< separates words: white space, controls, invalid bytes
    Letter,    ///< letters and digits
    Attached,  ///< belongs to what stands before it: combining marks, joiners, soft hyphens
    Joint,     ///< apostrophes and hyphens: part of a word when letters stand on both sides, else a mark
    Ideograph, ///< letters of scripts without spaces (Han, kana, Thai, Lao, Khmer, Burmese): each is a word,
               ///< with what is attached to it
    Mark       ///< everything else: punctuation, symbols, emoji
};

/// A sign over the next letter of its script, which is written under the one before: Khmer coeng, Burmese
/// virama.
bool stacks_next(char32_t sign);
/// A letter that is part of the one before it, though Unicode calls it no mark: am of Thai and Lao.
bool belongs_behind(char32_t letter);

/// Whether `here`, right behind `before`, belongs to the same grapheme cluster (UAX #29): a flag's second
/// letter, a skin tone, the next person of a family. `state` is 0 for a cluster's first pair and handed on
/// from pair to pair.
bool joins_cluster(char32_t before, char32_t here, int& state);

/// What becomes of capitals.
enum class Case { Lowered, Kept };

/// Appends NFC of the text, lower-cased unless its case is kept, with typographic apostrophes, quotation
/// marks and hyphens made plain and soft hyphens dropped. What is normal already stays as it is. `text` must
/// be valid UTF-8.
void append_normal(std::string& out, std::string_view text, Case letters = Case::Lowered);

// Most of most texts is ASCII, which is dealt with here, where the compiler sees it; the rest is in
// unicode.cpp.

CodePoint decode_beyond_ascii(std::string_view text, std::size_t at);
Role role_beyond_ascii(char32_t code_point);

constexpr std::array<Role, 128> ascii_roles() {
    std::array<Role, 128> roles{};
    for (std::size_t c = 0; c < roles.size(); ++c) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        const bool joint = c == '\'' || c == '-';
        roles[c] = c <= ' ' || c == 0x7F ? Role::Space
                   : letter              ? Role::Letter
                   : joint               ? Role::Joint
                                         : Role::Mark;
    }
    return roles;
}

/// The code point that begins at byte `at`, which must be inside the text.
inline CodePoint decode_utf8(std::string_view text, std::size_t at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    return byte < 0x80 ? CodePoint{byte, 1} : decode_beyond_ascii(text, at);
}

inline Role role_of(char32_t code_point) {
    static constexpr std::array<Role, 128> roles = ascii_roles();
    return code_point < 0x80 ? roles[code_point] : role_beyond_ascii(code_point);
}

} // namespace wordfield::inline text
