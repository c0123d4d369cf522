// SPDX-License-Identifier: MIT
// The Shepard diagram of a map (Shepard 1962; Kruskal 1964): distances on the map against distances in the
// space.
#pragma once

#include "model/core/matrix.hpp"

#include <vector>

namespace wordfield::inline map {

struct ShepardPair {
    float space = 0.0F; ///< Euclidean distance of two rows
    float map = 0.0F;   ///< of their points, times ShepardDiagram::scale
};

struct ShepardDiagram {
    std::vector<ShepardPair> pairs;
    float scale =
        1.0F; ///< what distances on the map are to be multiplied by to come nearest to those in space
    /// Kruskal's stress-1 at that scale: the root of the sum of (space - map)² over that of space². 0 of a
    /// map that keeps all distances, 1 of one that tells nothing.
    float stress = 0.0F;
};

/// Of pairs of rows(n, C) and of positions(n, d): of all where there are at most `most`, else of so many that
/// are drawn with a fixed seed, so that a diagram moves only when its map does.
ShepardDiagram shepard_diagram(const Matrix& rows, const Matrix& positions, int most = 2000);

} // namespace wordfield::inline map
