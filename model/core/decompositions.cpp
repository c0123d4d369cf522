// SPDX-License-Identifier: MIT
#include "model/core/decompositions.hpp"

#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>
#include <Eigen/QR>
#include <Eigen/SVD>

namespace wordfield::inline core {

SymmetricEigen symmetric_eigen(const Eigen::MatrixXd& matrix) {
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver{matrix};
    return {solver.eigenvalues(), solver.eigenvectors()};
}

SingularValues singular_values(const Eigen::MatrixXd& matrix) {
    const Eigen::JacobiSVD<Eigen::MatrixXd> svd{matrix, Eigen::ComputeFullU | Eigen::ComputeFullV};
    return {svd.matrixU(), svd.matrixV(), svd.singularValues()};
}

Eigen::MatrixXd orthonormal_basis(const Eigen::MatrixXd& matrix) {
    Eigen::ColPivHouseholderQR<Eigen::MatrixXd> qr;
    qr.setThreshold(1e-6); // what comes from floats is no better known than that
    qr.compute(matrix);
    return qr.householderQ() * Eigen::MatrixXd::Identity(matrix.rows(), qr.rank());
}

Eigen::MatrixXd solve_symmetric(const Eigen::MatrixXd& matrix, const Eigen::MatrixXd& right) {
    return matrix.ldlt().solve(right);
}

} // namespace wordfield::inline core
