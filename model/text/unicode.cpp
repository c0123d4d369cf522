// SPDX-License-Identifier: MIT
// Thin over utf8proc.
#include "model/text/unicode.hpp"

#include <algorithm>
#include <array>
#include <utf8proc.h>
#include <vector>

namespace wordfield::inline text {
namespace {

constexpr std::string_view soft_hyphen = "\u00AD";

// Digits of these scripts stand in numbers as elsewhere, so this is asked of letters alone.
bool is_south_east_asian(char32_t c) {
    return (c >= 0x0E00 && c <= 0x0EFF) || (c >= 0x1000 && c <= 0x109F) || (c >= 0x1780 && c <= 0x17FF) ||
           (c >= 0xA9E0 && c <= 0xA9FF) || (c >= 0xAA60 && c <= 0xAA7F);
}

bool is_half_width_kana(char32_t c) {
    return c >= 0xFF66 && c <= 0xFF9D;
}

// The voicing marks of half-width kana, which Unicode counts among the letters.
bool is_half_width_voicing(char32_t c) {
    return c == 0xFF9E || c == 0xFF9F;
}

// Han, hiragana, katakana and their extensions; not hangul, which is written with spaces.
bool is_ideograph(char32_t c) {
    return (c >= 0x3040 && c <= 0x30FF) || (c >= 0x31F0 && c <= 0x31FF) || (c >= 0x3400 && c <= 0x4DBF) ||
           (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

Role role_of_category(utf8proc_category_t category) {
    switch (category) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
        return Role::Letter;
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_CF:
        return Role::Attached;
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
    case UTF8PROC_CATEGORY_CC:
        return Role::Space;
    default:
        return Role::Mark;
    }
}

std::string without_soft_hyphens(std::string_view text) {
    std::string rest;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t next = std::min(text.find(soft_hyphen, at), text.size());
        rest += text.substr(at, next - at);
        at = next + soft_hyphen.size();
    }
    return rest;
}

// These two are called by utf8proc for every code point. Negative would be an error.
utf8proc_int32_t plain(utf8proc_int32_t c, void*) {
    switch (c) {
    case 0x2018:
    case 0x2019:
    case 0x02BC:
        return '\'';
    case 0x201C:
    case 0x201D:
        return '"';
    case 0x2010:
    case 0x2011:
        return '-';
    default:
        return c;
    }
}

utf8proc_int32_t plain_lower(utf8proc_int32_t c, void* nothing) {
    return utf8proc_tolower(plain(c, nothing));
}

} // namespace

CodePoint decode_beyond_ascii(std::string_view text, std::size_t at) {
    utf8proc_int32_t value = 0;
    const std::size_t available = std::min<std::size_t>(4, text.size() - at);
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data() + at);
    const utf8proc_ssize_t length = utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(available), &value);
    if (length <= 0) return {};
    return {static_cast<char32_t>(value), static_cast<std::size_t>(length)};
}

Role role_beyond_ascii(char32_t c) {
    if (c == CodePoint::invalid) return Role::Space;
    if (c == 0x2019 || c == 0x02BC || c == 0x2010 || c == 0x2011) return Role::Joint;
    const utf8proc_category_t category = utf8proc_category(static_cast<utf8proc_int32_t>(c));
    const Role role = role_of_category(category);
    if (role != Role::Letter) return role;
    if (is_half_width_voicing(c)) return Role::Attached;
    const bool digit = category == UTF8PROC_CATEGORY_ND;
    const bool alone = is_ideograph(c) || is_half_width_kana(c) || (is_south_east_asian(c) && !digit);
    return alone ? Role::Ideograph : role;
}

bool stacks_next(char32_t sign) {
    return sign == 0x17D2 || sign == 0x1039;
}

bool belongs_behind(char32_t letter) {
    return letter == 0x0E33 || letter == 0x0EB3;
}

bool joins_cluster(char32_t before, char32_t here, int& state) {
    return !utf8proc_grapheme_break_stateful(static_cast<utf8proc_int32_t>(before),
                                             static_cast<utf8proc_int32_t>(here), &state);
}

void append_normal(std::string& out, std::string_view text, Case letters) {
    const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
    if (std::all_of(text.begin(), text.end(), is_ascii)) {
        if (letters == Case::Kept)
            out += text;
        else
            for (const char c : text) out.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c);
        return;
    }
    // Marks on either side of a soft hyphen come together and are put in order, so it goes first.
    if (text.find(soft_hyphen) != std::string_view::npos)
        return append_normal(out, without_soft_hyphens(text), letters);
    constexpr auto options = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    // One code point decomposes into at most four under NFD, and takes at least one byte.
    thread_local std::vector<utf8proc_int32_t> buffer;
    buffer.resize(4 * text.size() + 4);
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
    utf8proc_ssize_t length =
        utf8proc_decompose_custom(bytes, static_cast<utf8proc_ssize_t>(text.size()), buffer.data(),
                                  static_cast<utf8proc_ssize_t>(buffer.size()), options,
                                  letters == Case::Kept ? plain : plain_lower, nullptr);
    if (length < 0 || length > static_cast<utf8proc_ssize_t>(buffer.size())) return;
    length = utf8proc_normalize_utf32(buffer.data(), length, options);
    for (utf8proc_ssize_t i = 0; i < length; ++i) {
        const utf8proc_int32_t value = buffer[i];
        std::array<utf8proc_uint8_t, 4> encoded{};
        const utf8proc_ssize_t size = utf8proc_encode_char(value, encoded.data());
        out.append(reinterpret_cast<const char*>(encoded.data()), static_cast<std::size_t>(size));
    }
}

} // namespace wordfield::inline text
