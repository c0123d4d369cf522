// SPDX-License-Identifier: MIT
// Words that were carried off, by hand or by an edit: t-SNE's forces fall with distance and what lies between
// pushes back, so a point would stay for ever where its word no longer belongs.
#pragma once

#include "model/map/affinities.hpp"
#include "model/map/map_points.hpp"

#include <span>
#include <vector>

namespace wordfield::inline map {

/// The rows that belong together with others than before: the shares of their affinity that fall on one and
/// the same row before and after add up to less than a tenth. Empty when `before` and `after` differ in size,
/// and when they are more than one in twenty rows (at least one): then the space as a whole is another one,
/// and the map finds its own way.
std::vector<Index> rows_in_new_company(const Affinities& before, const Affinities& after);

/// Puts each of `rows` into the middle of those it belongs together with now: the median of their places,
/// each counting as much as its affinity (as Poličar, Stražar & Zupan 2019 place new points into a finished
/// map).
void place_in_company(const Affinities& affinities, std::span<const Index> rows, MapPoints& points);

} // namespace wordfield::inline map
