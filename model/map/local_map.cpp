// SPDX-License-Identifier: MIT
#include "model/map/local_map.hpp"

#include "model/core/decompositions.hpp"

#include <algorithm>

namespace wordfield::inline map {

LocalMap fit_local_map(const Matrix& rows, const Matrix& places, float ridge) {
    LocalMap map;
    map.directions = Matrix::Zero(rows.cols(), places.cols());
    map.basis.resize(rows.cols(), 0);
    const float spread = rows.rows() > 0 ? rows.squaredNorm() / static_cast<float>(rows.rows()) : 0.0F;
    if (!(spread > 0.0F)) return map;
    // There are fewer words than dimensions, so the small system is that of the words: (K, K).
    Matrix gram = rows * rows.transpose();
    gram.diagonal().array() += ridge * spread;
    map.directions =
        rows.transpose() * solve_symmetric(gram.cast<double>(), places.cast<double>()).cast<float>();
    map.basis = orthonormal_basis(map.directions.cast<double>()).cast<float>();
    return map;
}

Shadow shadow_of(const LocalMap& map, const RowVector& movement) {
    Shadow shadow;
    shadow.displacement = movement * map.directions;
    const float length = movement.squaredNorm();
    if (length > 0.0F && map.basis.cols() > 0)
        shadow.shown = std::clamp((movement * map.basis).squaredNorm() / length, 0.0F, 1.0F);
    return shadow;
}

} // namespace wordfield::inline map
