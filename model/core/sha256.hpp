// SPDX-License-Identifier: MIT
// SHA-256 (FIPS 180-4), as sha256sum prints it: tells whether a file is still the one that was read.
#pragma once

#include <string>
#include <string_view>

namespace wordfield::inline core {

/// 64 lower-case hexadecimal digits.
std::string sha256(std::string_view bytes);

} // namespace wordfield::inline core
