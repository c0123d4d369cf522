// SPDX-License-Identifier: MIT
// Axes that were chosen.
#include "model/map/axes.hpp"

#include "model/core/decompositions.hpp"
#include "model/map/pca.hpp"

#include <algorithm>

namespace wordfield::inline map {

namespace {

RowVector mean_row(const Rows& embedding, const std::vector<TokenId>& words) {
    RowVector sum = RowVector::Zero(embedding.cols());
    for (const TokenId word : words) sum += embedding.row(word);
    return sum / static_cast<float>(words.size());
}

} // namespace

RowVector axis_direction(const Rows& embedding, const WordAxis& axis) {
    if (axis.from.empty() || axis.to.empty()) return RowVector::Zero(embedding.cols());
    RowVector direction = mean_row(embedding, axis.to) - mean_row(embedding, axis.from);
    direction.normalize(); // leaves zeros alone
    return direction;
}

AxesProjection::AxesProjection(int dims, std::optional<std::array<int, 3>> columns)
    : dims_{dims}, columns_{columns} {}

Eigen::MatrixXf AxesProjection::chosen_columns(Index width) const {
    Eigen::MatrixXf axes = Eigen::MatrixXf::Zero(width, dims_);
    for (int d = 0; d < dims_; ++d) {
        const Index column = (*columns_)[d];
        if (column >= 0 && column < width) axes(column, d) = 1.0F;
    }
    return axes;
}

Eigen::MatrixXf AxesProjection::completed_axes(const Matrix& centred) const {
    const Index width = centred.cols();
    const Index given = std::min<Index>(directions_.rows(), dims_);
    Eigen::MatrixXf axes = Eigen::MatrixXf::Zero(width, dims_);
    if (given > 0) axes.leftCols(given) = directions_.topRows(given).transpose();
    if (given == dims_) return axes;
    // What the given axes leave over: one after the other, at right angles to those before.
    Matrix left = centred;
    std::vector<Eigen::VectorXf> taken;
    for (Index d = 0; d < given; ++d) {
        Eigen::VectorXf axis = axes.col(d);
        for (const Eigen::VectorXf& before : taken) axis -= axis.dot(before) * before;
        axis.normalize();
        left -= (left * axis) * axis.transpose();
        taken.push_back(std::move(axis));
    }
    const Index missing = std::min<Index>(dims_ - given, width);
    axes.middleCols(given, missing) = principal_components(left).directions.leftCols(missing);
    return axes;
}

// How much of the cloud each axis shows, and how much all of them together leave out.
void AxesProjection::measure(const Matrix& centred, const Eigen::MatrixXf& axes) {
    const float total = centred.squaredNorm();
    if (total <= 0.0F) return;
    for (int d = 0; d < dims_; ++d) shares_.push_back(positions_.col(d).squaredNorm() / total);
    if (columns_)
        for (Index c = 0; c < centred.cols(); ++c)
            column_shares_.push_back(centred.col(c).squaredNorm() / total);
    // Axes need not be at right angles: what they span together is what counts.
    const Eigen::MatrixXf basis = orthonormal_basis(axes.cast<double>()).cast<float>();
    residual_ = std::clamp(1.0F - (centred * basis).squaredNorm() / total, 0.0F, 1.0F);
}

void AxesProjection::set_rows(const Matrix& rows) {
    shares_.clear();
    column_shares_.clear();
    residual_.reset();
    positions_.setZero(rows.rows(), dims_);
    if (rows.rows() == 0) return;
    const RowVector mean = rows.colwise().mean();
    const Matrix centred = rows.rowwise() - mean;
    const Eigen::MatrixXf axes = columns_ ? chosen_columns(rows.cols()) : completed_axes(centred);
    positions_.noalias() = centred * axes;
    measure(centred, axes);
}

} // namespace wordfield::inline map
