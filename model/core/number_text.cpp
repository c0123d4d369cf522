// SPDX-License-Identifier: MIT
#include "model/core/number_text.hpp"

#include <algorithm>
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

} // namespace wordfield::inline core
