// SPDX-License-Identifier: MIT
#pragma once

#include "model/core/matrix.hpp"

namespace wordfield {

/// Cosine of the angle between two vectors, -1 to 1; 0 where one of them has next to no length.
inline float cosine(const RowVector& a, const RowVector& b) {
    const float lengths = a.norm() * b.norm();
    return lengths > 1e-9F ? a.dot(b) / lengths : 0.0F;
}

} // namespace wordfield
