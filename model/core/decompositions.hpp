// SPDX-License-Identifier: MIT
// Eigen's decompositions, each compiled once: their headers are the slowest to read of all, and their code
// the slowest to make. In double precision, for matrices of any shape.
#pragma once

#include "model/core/matrix.hpp"

namespace wordfield::inline core {

/// matrix(n, n) = vectors * values * vectors^T, values rising, columns of `vectors` at right angles and of
/// length 1.
struct SymmetricEigen {
    Eigen::VectorXd values;
    Eigen::MatrixXd vectors;
};
/// Reads the lower half of `matrix` alone.
SymmetricEigen symmetric_eigen(const Eigen::MatrixXd& matrix);

/// matrix(m, n) = u * values * v^T, values falling; u(m, m) and v(n, n) whole.
struct SingularValues {
    Eigen::MatrixXd u, v;
    Eigen::VectorXd values; ///< min(m, n)
};
SingularValues singular_values(const Eigen::MatrixXd& matrix);

/// Columns at right angles to each other and of length 1 that span what the columns of matrix(m, n) span, as
/// many as are its rank, counted to one part in a million, as floats know it: (m, rank).
Eigen::MatrixXd orthonormal_basis(const Eigen::MatrixXd& matrix);

/// x with matrix(n, n) * x = right(n, k), matrix symmetric and positive semidefinite.
Eigen::MatrixXd solve_symmetric(const Eigen::MatrixXd& matrix, const Eigen::MatrixXd& right);

} // namespace wordfield::inline core
