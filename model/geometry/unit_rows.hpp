// SPDX-License-Identifier: MIT
// Rows as directions.
#pragma once

#include "model/core/matrix.hpp"

namespace wordfield::inline geometry {

/// Scales every row of rows(n, C) to length one; a row of zeros stays zero.
inline void normalise_rows(Matrix& rows) {
    for (Index i = 0; i < rows.rows(); ++i) rows.row(i).normalize(); // of one row, Eigen's leaves zeros alone
}

} // namespace wordfield::inline geometry
