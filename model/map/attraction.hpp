// SPDX-License-Identifier: MIT
// What pulls the points of a t-SNE map together: each pair that belongs together in the space, by p * q.
#pragma once

#include "model/map/affinities.hpp"
#include "model/map/map_points.hpp"

namespace wordfield::inline map {

/// Sets force(n): for each point the sum over j of p_ij q_ij * (own position - other's), q = 1 / (1 +
/// distance^2).
void attract(const Affinities& affinities, const MapPoints& points, MapPoints& force, ThreadPool& pool);

/// The sum of p_ij log(p_ij / q_ij). KL(P || Q) is this plus log(Z), Z being the sum of all q.
double divergence_less_log_z(const Affinities& affinities, const MapPoints& points, ThreadPool& pool);

} // namespace wordfield::inline map
