// SPDX-License-Identifier: MIT
#include "model/causal/directions.hpp"

#include "model/core/decompositions.hpp"
#include "model/core/rng.hpp"

#include <algorithm>

namespace wordfield::inline causal {
namespace {

// Eigenvectors of a(n,C)^T a as rows, the largest value at the front; without those of no value.
Matrix principal_rows(const Eigen::MatrixXd& a, Index most) {
    const SymmetricEigen eigen = symmetric_eigen(a.transpose() * a);
    const Index C = a.cols();
    const double none = 1e-10 * std::max(eigen.values[C - 1], 1e-30);
    Index count = 0;
    while (count < std::min(most, C) && eigen.values[C - 1 - count] > none) ++count;
    Matrix rows(count, C);
    for (Index i = 0; i < count; ++i) rows.row(i) = eigen.vectors.col(C - 1 - i).transpose().cast<float>();
    return rows;
}

} // namespace

Matrix coordinate(Index dim, Index which) {
    Matrix unit = Matrix::Zero(1, dim);
    unit(0, which) = 1.0F;
    return unit;
}

Matrix principal_directions(const Matrix& embedding) {
    Eigen::MatrixXd rows = embedding.cast<double>();
    rows.rowwise() -= rows.colwise().mean().eval();
    return principal_rows(rows, embedding.cols());
}

Matrix relation_directions(const Matrix& embedding, const AnalogyRelation& relation) {
    if (relation.analogies.empty()) return Matrix(0, embedding.cols());
    Eigen::MatrixXd differences(2 * std::ssize(relation.analogies), embedding.cols());
    Index row = 0;
    const auto unit = [&](TokenId word) -> Eigen::RowVectorXd {
        return embedding.row(word).cast<double>().normalized();
    };
    for (const Analogy& one : relation.analogies) {
        differences.row(row++) = unit(one.b) - unit(one.a);
        differences.row(row++) = unit(one.d) - unit(one.c);
    }
    return principal_rows(differences, embedding.cols());
}

Matrix random_directions(Index dim, Index count, std::uint64_t seed) {
    Pcg32 rng{seed};
    Eigen::MatrixXd columns(dim, std::min(count, dim));
    for (Index i = 0; i < columns.size(); ++i) columns.data()[i] = rng.normal();
    return orthonormal_basis(columns).transpose().cast<float>();
}

} // namespace wordfield::inline causal
