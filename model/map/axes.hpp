// SPDX-License-Identifier: MIT
// Maps whose axes somebody chose: from one set of words to another ("man" to "woman"), or single dimensions
// of the embedding as they are. What the axes do not show is told, not hidden.
#pragma once

#include "model/core/token.hpp"
#include "model/map/projection.hpp"
#include "model/table/row_table.hpp"

#include <array>
#include <optional>
#include <vector>

namespace wordfield::inline map {

/// The unit vector from the mean row of axis.from to that of axis.to, in embedding(V, C); zeros where the two
/// agree or one is empty.
RowVector axis_direction(const Rows& embedding, const WordAxis& axis);

class AxesProjection : public Projection {
public:
    /// With `columns`, shows those dimensions of the rows. Otherwise the directions that are set; where fewer
    /// than `dims` are, the rest are the main components of what those leave over.
    explicit AxesProjection(int dims, std::optional<std::array<int, 3>> columns = std::nullopt);

    void set_directions(const Matrix& directions) override { directions_ = directions; }
    void set_rows(const Matrix& rows) override;
    bool step() override { return false; }
    [[nodiscard]] bool keeps_axes() const override { return true; }
    [[nodiscard]] const Matrix& positions() const override { return positions_; }
    /// Of each axis for itself; axes that are not at right angles share some of theirs.
    [[nodiscard]] std::vector<float> explained_variance() const override { return shares_; }
    /// Of every column, where columns are shown.
    [[nodiscard]] std::vector<float> all_variances() const override { return column_shares_; }
    [[nodiscard]] std::optional<float> residual() const override { return residual_; }

private:
    [[nodiscard]] Eigen::MatrixXf chosen_columns(Index width) const;
    void measure(const Matrix& centred, const Eigen::MatrixXf& axes);
    [[nodiscard]] Eigen::MatrixXf completed_axes(const Matrix& centred) const;

    int dims_;
    std::optional<std::array<int, 3>> columns_;
    Matrix directions_; // (given, C) unit rows
    Matrix positions_;  // (n, dims)
    std::vector<float> shares_, column_shares_;
    std::optional<float> residual_;
};

struct ProjectionInfo;
ProjectionInfo axes_info();
ProjectionInfo dimensions_info();

} // namespace wordfield::inline map
