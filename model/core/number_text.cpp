// SPDX-License-Identifier: MIT
#include "model/core/number_text.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>

namespace wordfield::inline core {

std::string format(const char* pattern, ...) {
    std::va_list arguments;
    va_start(arguments, pattern);
    std::va_list again;
    va_copy(again, arguments);
    const int length = std::vsnprintf(nullptr, 0, pattern, arguments);
    va_end(arguments);
    std::string result(static_cast<std::size_t>(std::max(length, 0)), '\0');
    std::vsnprintf(result.data(), result.size() + 1, pattern, again);
    va_end(again);
    return result;
}

double rounded(double number, int digits) {
    const double scale = std::pow(10.0, digits);
    return std::round(number * scale) / scale + 0.0; // -0 + 0 is 0
}

std::string with_commas(std::int64_t number) {
    std::string digits = std::to_string(std::abs(number));
    for (int at = static_cast<int>(digits.size()) - 3; at > 0; at -= 3)
        digits.insert(static_cast<std::size_t>(at), 1, ',');
    if (number < 0) digits.insert(0, 1, '-');
    return digits;
}

std::string short_number(double number) {
    const double size = std::abs(number);
    if (size >= 1e6) return format(size >= 1e7 ? "%.0fM" : "%.1fM", number / 1e6);
    if (size >= 1e3) return format(size >= 1e4 ? "%.0fk" : "%.1fk", number / 1e3);
    return format(size >= 10 ? "%.0f" : "%.1f", number);
}

std::string plain_number(double number, int figures) {
    const double size = std::abs(number);
    if (!std::isfinite(number)) return format("%g", number);
    if (size == 0.0) return "0";
    if (size < 1e-6) return number < 0 ? "> -0.000001" : "< 0.000001";
    const int decimals = std::clamp(figures - 1 - static_cast<int>(std::floor(std::log10(size))), 0, 12);
    std::string text = format("%.*f", decimals, size);
    const std::size_t point = std::min(text.find('.'), text.size());
    if (point < text.size()) text.erase(std::max(point, text.find_last_not_of(".0") + 1));
    for (std::size_t at = point; at > 3; at -= 3) text.insert(at - 3, 1, ',');
    return number < 0 ? "-" + text : text;
}

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// Whether every comma before the decimal point has a group of three digits behind it: 1,485 but not 0,005.
bool has_thousands(std::string_view text) {
    const std::string_view whole = text.substr(0, text.find('.'));
    const std::size_t first = whole.find(',');
    if (first == 0 || first > 3 || whole.front() == '0') return false;
    for (std::size_t at = first; at < whole.size(); ++at)
        if ((at - first) % 4 == 0 ? whole[at] != ',' : !is_digit(whole[at])) return false;
    return (whole.size() - first) % 4 == 0;
}

} // namespace

std::optional<double> typed_number(std::string_view text) {
    const auto blank = [](char c) { return c == ' ' || c == '\t'; };
    while (!text.empty() && blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && blank(text.back())) text.remove_suffix(1);
    if (text.starts_with('+')) text.remove_prefix(1);
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    std::string digits{text};
    if (digits.find(',') != std::string::npos) {
        if (has_thousands(text))
            std::erase(digits, ',');
        else
            std::ranges::replace(digits, ',', '.');
    }
    double number = 0.0;
    const char* const end = digits.data() + digits.size();
    const auto [read_to, error] = std::from_chars(digits.data(), end, number);
    if (digits.starts_with('-') || error != std::errc{} || read_to != end || !std::isfinite(number))
        return std::nullopt;
    return negative ? -number : number;
}

} // namespace wordfield::inline core
