// SPDX-License-Identifier: MIT
// Numbers as people read them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace wordfield::inline core {

/// As printf.
[[gnu::format(printf, 1, 2)]] std::string format(const char* pattern, ...);
/// 71,291
std::string with_commas(std::int64_t number);
/// To so many digits after the point, and never a zero with a minus before it.
double rounded(double number, int digits);
/// 61k, 1.2M: three figures at most.
std::string short_number(double number);
/// 0.0013, 12, 1,485: so many figures that count at most, no exponent, no idle zeros at the end. What is less
/// than a millionth is "< 0.000001".
std::string plain_number(double number, int figures = 2);
/// What somebody typed: "0.5", ".5", "0,5", "1,485", "1e-3". Nothing where it is no finite number. A comma
/// that parts groups of three digits is one for thousands, another one a decimal point.
std::optional<double> typed_number(std::string_view text);

} // namespace wordfield::inline core
