// SPDX-License-Identifier: MIT
// The shape of a map on the screen: stretched to the canvas it lies on, and how close its words lie.
#pragma once

#include "model/map/layout.hpp"

namespace wordfield::inline map {

/// Makes points(n, 2 or more) `by` times as wide against their height, the area kept, and brings them back to
/// RMS radius 1. `by` > 0; stretch_map(p, 1 / by) undoes it where the mean is the origin.
void stretch_map(Matrix& points, float by);

/// (n, 3) the positions of a layout before it was stretched: for whoever turns another map onto it.
Matrix unstretched(const Layout& layout);

/// The unit directions (k, 3) into which the axes of map(n, k) have come on positions(n, 3), which is that
/// map turned and scaled: exact where the map's columns are uncorrelated, as principal components are, or
/// where it was not turned. An axis without spread gets a row of zeros.
Matrix axis_directions(const Matrix& map, const Matrix& positions);

/// Median over words of the distance to the nearest other one, in units of points(n, d); 0 for fewer than two
/// words. Of very many, some evenly spread ones are asked.
float median_spacing(const Matrix& points);

} // namespace wordfield::inline map
