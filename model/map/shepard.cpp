// SPDX-License-Identifier: MIT
#include "model/map/shepard.hpp"

#include "model/core/rng.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

namespace wordfield::inline map {

namespace {

std::vector<std::pair<Index, Index>> some_pairs(Index n, int most) {
    std::vector<std::pair<Index, Index>> pairs;
    if (n * (n - 1) / 2 <= most) {
        for (Index i = 0; i < n; ++i)
            for (Index j = 0; j < i; ++j) pairs.emplace_back(i, j);
        return pairs;
    }
    Pcg32 rng{1};
    const auto count = static_cast<std::uint32_t>(n);
    while (std::ssize(pairs) < most) {
        const Index i = rng.below(count);
        const Index j = rng.below(count - 1);
        pairs.emplace_back(i, j < i ? j : j + 1);
    }
    return pairs;
}

} // namespace

ShepardDiagram shepard_diagram(const Matrix& rows, const Matrix& positions, int most) {
    ShepardDiagram diagram;
    double space = 0.0;
    double map = 0.0;
    double both = 0.0;
    for (const auto& [i, j] : some_pairs(rows.rows(), most)) {
        const ShepardPair pair{(rows.row(i) - rows.row(j)).norm(),
                               (positions.row(i) - positions.row(j)).norm()};
        space += static_cast<double>(pair.space) * pair.space;
        map += static_cast<double>(pair.map) * pair.map;
        both += static_cast<double>(pair.space) * pair.map;
        diagram.pairs.push_back(pair);
    }
    if (space <= 0.0) return diagram;
    // The least sum of (space - scale * map)², over the sum of space²: a sine where `both` is a cosine.
    const double agreement = map > 0.0 ? both * both / (space * map) : 0.0;
    diagram.scale = map > 0.0 ? static_cast<float>(both / map) : 0.0F;
    diagram.stress = static_cast<float>(std::sqrt(std::max(0.0, 1.0 - agreement)));
    for (ShepardPair& pair : diagram.pairs) pair.map *= diagram.scale;
    return diagram;
}

} // namespace wordfield::inline map
