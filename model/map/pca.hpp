// SPDX-License-Identifier: MIT
// Principal components (Pearson 1901; Jolliffe 2002), exact, from the covariance matrix: at the widths of a
// small model that costs no more than a few milliseconds. The map made of them turns towards the components
// instead of jumping to them, because two components of nearly the same variance may change places from one
// training step to the next.
#pragma once

#include "model/map/projection.hpp"

#include <array>

namespace wordfield::inline map {

struct PrincipalComponents {
    RowVector mean;             ///< (C)
    Eigen::MatrixXf directions; ///< (C, C) one unit column a component; the entry of largest size is positive
    Eigen::VectorXf variances;  ///< (C) falling, of the population (divided by n)
};

/// All components of rows(n, C), n >= 1.
PrincipalComponents principal_components(const Matrix& rows);

class PcaProjection : public Projection {
public:
    /// `components` counts from 0; its first `dims` entries are shown. Entries past the width of the rows are
    /// taken as the last component.
    explicit PcaProjection(int dims = 2, std::array<int, 3> components = {0, 1, 2});

    void set_rows(const Matrix& rows) override;
    bool step() override;
    [[nodiscard]] int steps_per_layout() const override { return 1; }
    [[nodiscard]] const Matrix& positions() const override { return positions_; }
    /// Of the components themselves, also while the map is still turning towards them.
    [[nodiscard]] std::vector<float> explained_variance() const override;
    /// Of all components, falling.
    [[nodiscard]] std::vector<float> all_variances() const override;
    [[nodiscard]] std::optional<float> residual() const override;
    /// Other components: the map turns towards them.
    bool adjust(const ProjectionConfig& config) override;

private:
    void choose_target();

    int dims_;
    std::array<int, 3> components_;
    Matrix rows_; // (n, C)
    PrincipalComponents found_;
    Eigen::MatrixXf target_; // (C, dims) the components to show
    Eigen::MatrixXf basis_;  // (C, dims) orthonormal: what is shown now
    Matrix positions_;       // (n, dims)
};

struct ProjectionInfo;
ProjectionInfo pca_info();

/// Turns the plane (or space) spanned by the orthonormal columns of `from` towards that of `to` along the
/// shortest way (the geodesic of the Grassmannian, Edelman, Arias & Smith 1998), no principal angle changing
/// by more than `max_angle` radians. Within the plane the axes lie as near to those of `to` as they can. Both
/// are (C, k); arrives at `to` exactly.
Eigen::MatrixXf turn_towards(const Eigen::MatrixXf& from, const Eigen::MatrixXf& to, float max_angle);

} // namespace wordfield::inline map
