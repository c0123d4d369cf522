// SPDX-License-Identifier: MIT
// Points of a map that is being made: one list of floats a dimension, as vector loops like them.
#pragma once

#include "model/core/matrix.hpp"
#include "model/kernels/views.hpp"

#include <array>
#include <vector>

namespace wordfield::inline map {

/// n points in 2 or 3 dimensions. Each list goes on for more than a vector beyond n, to a multiple of
/// point_padding, so that a whole vector may be loaded from any point on. What lies beyond is filled with
/// `fill`: far_away where the points are meant to feel nothing of it.
struct MapPoints {
    static constexpr float far_away = 1e9F; // 1 / distance^4 is then 1e-36, which is still a normal float

    MapPoints() = default;
    MapPoints(Index points, int dimensions, float fill = 0.0F) : n{points}, dims{dimensions} {
        const auto size =
            static_cast<std::size_t>((n + 2 * point_padding - 1) / point_padding * point_padding);
        for (int d = 0; d < dims; ++d) axis[d].assign(size, fill);
    }

    [[nodiscard]] float* operator[](int d) { return axis[d].data(); }
    [[nodiscard]] const float* operator[](int d) const { return axis[d].data(); }
    [[nodiscard]] Index padded() const { return static_cast<Index>(axis[0].size()); }
    /// As kernels are given them.
    [[nodiscard]] PointsView view() const {
        return {{axis[0].data(), axis[1].data(), axis[2].data()}, n, padded(), dims};
    }

    Index n = 0;
    int dims = 2;
    std::array<std::vector<float>, 3> axis;
};

} // namespace wordfield::inline map
