// SPDX-License-Identifier: MIT
// A map around one word as a straight-line rule: where would a small movement of its row show on the map, and
// how much of the movement can the map not show at all?
#pragma once

#include "model/core/matrix.hpp"

namespace wordfield::inline map {

/// Displacement on the map = movement of the row (C) times `directions`.
struct LocalMap {
    Matrix directions; ///< (C, D)
    Matrix basis;      ///< (C, r) orthonormal, r <= D: the only directions of the space that can be seen
};

/// Ridge regression of how words around one lie on the map, places(K, D) minus the word's place, on how they
/// lie in the space, rows(K, C) minus the word's row. `ridge` is a share of the mean squared length of the
/// rows: it keeps a few words from saying more than they can.
LocalMap fit_local_map(const Matrix& rows, const Matrix& places, float ridge = 0.02F);

struct Shadow {
    RowVector displacement; ///< (D)
    float shown = 0.0F;     ///< share of the movement's squared length that lies in `basis`, 0 to 1
};

/// What the map shows of a movement(C) of the row.
Shadow shadow_of(const LocalMap& map, const RowVector& movement);

} // namespace wordfield::inline map
