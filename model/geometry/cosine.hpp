// SPDX-License-Identifier: MIT
#pragma once

#include "model/core/matrix.hpp"

namespace wordfield::inline geometry {

/// Cosine of the angle between two vectors, -1 to 1; 0 where the product of their lengths is not above
/// `least`: that of rows is rounding then, that of gradients is often smaller and means something.
inline float cosine(const RowVector& a, const RowVector& b, float least = 1e-9F) {
    const float lengths = a.norm() * b.norm();
    return lengths > least ? a.dot(b) / lengths : 0.0F;
}

} // namespace wordfield::inline geometry
