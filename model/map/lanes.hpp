// SPDX-License-Identifier: MIT
// Floats that are worked on together, as the geometry's loops name them (core/simd.hpp decides how many fit).
#pragma once

#include "model/core/simd.hpp"

namespace wordfield::inline map {

using Lanes = simd::Vec<float>;
inline constexpr int lane_count = simd::lanes<float>;

} // namespace wordfield::inline map
