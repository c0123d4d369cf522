// SPDX-License-Identifier: MIT
// Principal components, and a map that turns towards them.
#include "model/map/pca.hpp"

#include "model/core/decompositions.hpp"
#include "model/kernels/packed.hpp"

#include <algorithm>
#include <cmath>

namespace wordfield::inline map {

namespace {

// 3 degrees a layout, at 30 layouts a second: a component that changes places is followed within a second,
// and a word moves by less than a twentieth of the map's radius at a time.
constexpr float turn_per_step = 0.0524F;

void fix_signs(Eigen::MatrixXf& directions) {
    for (Index c = 0; c < directions.cols(); ++c) {
        Index largest = 0;
        directions.col(c).cwiseAbs().maxCoeff(&largest);
        if (directions(largest, c) < 0.0F) directions.col(c) *= -1.0F;
    }
}

// rows(n, C) times itself: (C, C).
Matrix gram(const Matrix& rows) {
    Matrix product(rows.cols(), rows.cols());
    const MatrixView<float> factor = view<float>(rows.data(), rows.rows(), rows.cols());
    Packed<float> packed;
    packed.pack(factor);
    multiply(product.data(), product.cols(), factor.transposed(), packed);
    return product;
}

} // namespace

PrincipalComponents principal_components(const Matrix& rows) {
    PrincipalComponents result;
    result.mean = rows.colwise().mean();
    const Matrix centred = rows.rowwise() - result.mean;
    const SymmetricEigen axes =
        symmetric_eigen(gram(centred).cast<double>() / static_cast<double>(rows.rows()));
    result.directions = axes.vectors.rowwise().reverse().cast<float>(); // the order is rising
    result.variances = axes.values.reverse().cwiseMax(0.0).cast<float>();
    fix_signs(result.directions);
    return result;
}

PcaProjection::PcaProjection(int dims, std::array<int, 3> components)
    : dims_{dims}, components_{components} {}

void PcaProjection::choose_target() {
    const auto last = static_cast<int>(found_.directions.cols()) - 1;
    target_.setZero(found_.directions.rows(), dims_);
    for (int d = 0; d < std::min(dims_, last + 1); ++d)
        target_.col(d) = found_.directions.col(std::clamp(components_[d], 0, last));
}

void PcaProjection::set_rows(const Matrix& rows) {
    const bool afresh = rows.rows() != rows_.rows() || rows.cols() != rows_.cols();
    rows_ = rows;
    if (rows.rows() == 0) {
        positions_.resize(0, dims_);
        return;
    }
    found_ = principal_components(rows);
    choose_target();
    if (afresh) basis_ = target_;
    positions_.noalias() = (rows_.rowwise() - found_.mean) * basis_;
}

bool PcaProjection::step() {
    if (rows_.rows() == 0 || basis_ == target_) return false;
    basis_ = turn_towards(basis_, target_, turn_per_step);
    positions_.noalias() = (rows_.rowwise() - found_.mean) * basis_;
    return true;
}

std::vector<float> PcaProjection::explained_variance() const {
    std::vector<float> shares;
    const float total = found_.variances.sum();
    for (int d = 0; d < dims_ && total > 0.0F; ++d) {
        const int c = components_[d];
        shares.push_back(c < found_.variances.size() ? found_.variances[c] / total : 0.0F);
    }
    return shares;
}

std::vector<float> PcaProjection::all_variances() const {
    const float total = found_.variances.sum();
    std::vector<float> shares;
    for (const float variance : found_.variances) shares.push_back(total > 0.0F ? variance / total : 0.0F);
    return shares;
}

std::optional<float> PcaProjection::residual() const {
    const std::vector<float> shares = explained_variance();
    if (shares.empty()) return std::nullopt;
    float shown = 0.0F;
    for (std::size_t d = 0; d < shares.size(); ++d)
        if (std::find(components_.begin(), components_.begin() + static_cast<std::ptrdiff_t>(d),
                      components_[d]) == components_.begin() + static_cast<std::ptrdiff_t>(d))
            shown += shares[d]; // a component that is shown twice holds its variance once
    return std::max(0.0F, 1.0F - shown);
}

bool PcaProjection::adjust(const ProjectionConfig& config) {
    if (config.method != ProjectionMethod::Pca || config.dims != dims_) return false;
    components_ = config.components;
    return true;
}

Eigen::MatrixXf turn_towards(const Eigen::MatrixXf& from, const Eigen::MatrixXf& to, float max_angle) {
    // from * U and to * V pair the two planes axis by axis: column i of the one meets column i of the other
    // at the i-th principal angle, and is at right angles to all others.
    const SingularValues svd = singular_values((from.transpose() * to).cast<double>());
    const Eigen::MatrixXf turn_to = svd.v.cast<float>();
    const Eigen::VectorXf cosines = svd.values.cast<float>();
    Eigen::MatrixXf paired = from * svd.u.cast<float>();
    const Eigen::MatrixXf goal = to * turn_to;
    const Eigen::MatrixXf away = goal - paired * cosines.asDiagonal(); // length sin(angle)
    float widest = 0.0F;
    for (Index i = 0; i < away.cols(); ++i)
        widest = std::max(widest, std::atan2(away.col(i).norm(), cosines[i]));
    if (widest <= max_angle) return to;
    const float share = max_angle / widest;
    for (Index i = 0; i < away.cols(); ++i) {
        const float sine = away.col(i).norm();
        if (sine < 1e-6F) continue;
        const float angle = share * std::atan2(sine, cosines[i]);
        paired.col(i) = paired.col(i) * std::cos(angle) + away.col(i) * (std::sin(angle) / sine);
    }
    return paired * turn_to.transpose();
}

} // namespace wordfield::inline map
