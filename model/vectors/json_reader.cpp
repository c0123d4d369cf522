// SPDX-License-Identifier: MIT
#include "model/vectors/json_reader.hpp"

#include "model/vectors/fields.hpp"

#include <charconv>
#include <cmath>
#include <limits>

namespace wordfield::inline vectors {
namespace {

constexpr int deepest = 64; // no file of vectors nests deeper

std::size_t number_length(std::string_view text) {
    return std::min(text.find_first_not_of("+-.0123456789eE"), text.size());
}

void append_utf8(std::string& out, std::uint32_t c) {
    const auto tail = [&](std::uint32_t bits) { out += static_cast<char>(0x80U | (bits & 0x3FU)); };
    if (c < 0x80) {
        out += static_cast<char>(c);
    } else if (c < 0x800) {
        out += static_cast<char>(0xC0U | (c >> 6U));
        tail(c);
    } else if (c < 0x10000) {
        out += static_cast<char>(0xE0U | (c >> 12U));
        tail(c >> 6U);
        tail(c);
    } else {
        out += static_cast<char>(0xF0U | (c >> 18U));
        tail(c >> 12U);
        tail(c >> 6U);
        tail(c);
    }
}

} // namespace

char JsonReader::here() {
    while (at_ < text_.size() && std::string_view{" \t\r\n"}.find(text_[at_]) != std::string_view::npos)
        ++at_;
    return at_ < text_.size() ? text_[at_] : '\0';
}

bool JsonReader::take(char c) {
    if (here() != c) return false;
    ++at_;
    return true;
}

void JsonReader::expect(char c) {
    if (!take(c)) fail(std::string{"has no "} + c + " where one is wanted");
}

void JsonReader::deeper(char c) {
    expect(c);
    if (++depth_ > deepest) fail("is nested too deeply");
}

JsonReader::Kind JsonReader::kind() {
    switch (here()) {
    case '{':
        return Kind::Object;
    case '[':
        return Kind::Array;
    case '"':
        return Kind::String;
    case 't':
    case 'f':
    case 'n':
    case 'N':
        return Kind::Other;
    default:
        return Kind::Number;
    }
}

std::uint32_t JsonReader::four_digits() {
    std::uint32_t value = 0;
    const std::string_view digits = text_.substr(std::min(at_, text_.size()), 4);
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
    if (digits.size() < 4 || read.ptr != digits.data() + 4) fail("has an escape that is none");
    at_ += 4;
    return value;
}

void JsonReader::escape(std::string& out) {
    if (at_ == text_.size()) fail("has a string that does not end");
    const char c = text_[at_++];
    constexpr std::string_view from = "\"\\/bfnrt", to = "\"\\/\b\f\n\r\t";
    if (const std::size_t plain = from.find(c); plain != std::string_view::npos) {
        out += to[plain];
        return;
    }
    if (c != 'u') fail("has an escape that is none");
    std::uint32_t code = four_digits();
    if (code >= 0xD800 && code < 0xDC00 && text_.substr(at_, 2) == "\\u") { // the first half of a pair
        at_ += 2;
        const std::uint32_t low = four_digits();
        code = low >= 0xDC00 && low < 0xE000 ? 0x10000 + ((code - 0xD800) << 10U) + (low - 0xDC00) : 0xFFFD;
    }
    append_utf8(out, code >= 0xD800 && code < 0xE000 ? 0xFFFD : code);
}

std::string JsonReader::string() {
    expect('"');
    std::string out;
    for (;;) {
        const std::size_t end = text_.find_first_of("\"\\", at_);
        if (end == std::string_view::npos) fail("has a string that does not end");
        out.append(text_.substr(at_, end - at_));
        at_ = end + 1;
        if (text_[end] == '"') return out;
        escape(out);
    }
}

double JsonReader::number() {
    (void)here();
    const std::string_view text = text_.substr(at_, number_length(text_.substr(at_)));
    double value = 0.0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || read.ptr != text.data() + text.size() ||
        (read.ec != std::errc{} && read.ec != std::errc::result_out_of_range))
        fail("has no value where one is wanted");
    at_ += text.size();
    return value;
}

void JsonReader::word(std::string_view letters) {
    if (text_.substr(at_, letters.size()) != letters) fail("has no value where one is wanted");
    at_ += letters.size();
}

void JsonReader::skip() {
    switch (kind()) {
    case Kind::Object:
        return object([&](const std::string&) { skip(); });
    case Kind::Array:
        return array([&] { skip(); });
    case Kind::String:
        (void)string();
        return;
    case Kind::Number:
        (void)number();
        return;
    case Kind::Other:
        break;
    }
    const char first = here();
    word(first == 't' ? "true" : first == 'f' ? "false" : first == 'N' ? "NaN" : "null");
}

std::string_view JsonReader::raw() {
    (void)here();
    const std::size_t begin = at_;
    skip();
    return text_.substr(begin, at_ - begin);
}

bool JsonReader::numbers(std::vector<float>& all) {
    bool good = true;
    array([&] {
        if (kind() != Kind::Number) {
            const bool none = here() == 'N' || here() == 'n';
            skip();
            all.push_back(std::numeric_limits<float>::quiet_NaN());
            good = good && none;
            return;
        }
        const std::string_view text = text_.substr(at_, number_length(text_.substr(at_)));
        const auto value = float_of(text);
        if (!value) fail("has no value where one is wanted");
        at_ += text.size();
        all.push_back(*value);
    });
    return good;
}

void JsonReader::end() {
    (void)here();
    if (at_ < text_.size()) fail("goes on behind its end");
}

void append_json(std::string& out, std::string_view text) {
    constexpr std::string_view digits = "0123456789abcdef";
    out += '"';
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\')
            (out += '\\') += c;
        else if (byte < 0x20)
            ((out += "\\u00") += digits[byte >> 4U]) += digits[byte & 15U];
        else
            out += c;
    }
    out += '"';
}

} // namespace wordfield::inline vectors
