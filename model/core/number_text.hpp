// SPDX-License-Identifier: MIT
// Numbers as people read them.
#pragma once

#include <cstdint>
#include <string>

namespace wordfield::inline core {

/// As printf.
[[gnu::format(printf, 1, 2)]] std::string format(const char* pattern, ...);
/// 71,291
std::string with_commas(std::int64_t number);
/// 61k, 1.2M: three figures at most.
std::string short_number(double number);

} // namespace wordfield::inline core
