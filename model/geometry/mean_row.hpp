// SPDX-License-Identifier: MIT
// The mean of all rows.
#pragma once

#include "model/core/matrix.hpp"

namespace wordfield::inline geometry {

/// (C), of rows(n, C) with at least one row. Row by row: Eigen's colwise() goes down each column of a table
/// that lies row by row, which took 4 times as long of 50,000 rows.
inline RowVector mean_row(const Matrix& rows) {
    RowVector sum = RowVector::Zero(rows.cols());
    for (Index i = 0; i < rows.rows(); ++i) sum += rows.row(i);
    return sum / static_cast<float>(rows.rows());
}

} // namespace wordfield::inline geometry
