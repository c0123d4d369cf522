// SPDX-License-Identifier: MIT
// How rows, columns and elements are counted: signed, as Eigen does.
#pragma once

#include <cstddef>

namespace wordfield::inline core {

using Index = std::ptrdiff_t;

} // namespace wordfield::inline core
