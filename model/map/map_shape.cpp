// SPDX-License-Identifier: MIT
#include "model/map/map_shape.hpp"

#include "model/core/median.hpp"
#include "model/map/align.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace wordfield::inline map {

void stretch_map(Matrix& points, float by) {
    if (by == 1.0F || points.rows() == 0) return;
    points.col(0) *= std::sqrt(by);
    points.col(1) /= std::sqrt(by);
    normalise_map(points);
}

Matrix unstretched(const Layout& layout) {
    Matrix points = layout.positions;
    stretch_map(points, 1.0F / layout.stretch);
    return points;
}

Matrix axis_directions(const Matrix& map, const Matrix& positions) {
    const Matrix centred = map.rowwise() - map.colwise().mean();
    Matrix directions = centred.transpose() * positions;
    for (Index i = 0; i < directions.rows(); ++i)
        if (const float length = directions.row(i).norm(); length > 0.0F) directions.row(i) /= length;
    return directions;
}

float median_spacing(const Matrix& points) {
    constexpr Index pairs = 2'000'000; // some milliseconds
    const Index n = points.rows();
    if (n < 2) return 0.0F;
    const Index asked = std::clamp<Index>(pairs / n, 32, 512);
    const Index stride = std::max<Index>(1, n / asked);
    std::vector<float> nearest;
    Eigen::VectorXf squared(n);
    for (Index i = 0; i < n; i += stride) {
        squared = (points.rowwise() - points.row(i)).rowwise().squaredNorm();
        squared[i] = std::numeric_limits<float>::infinity();
        nearest.push_back(std::sqrt(squared.minCoeff()));
    }
    return median_of(nearest);
}

} // namespace wordfield::inline map
