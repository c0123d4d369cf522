// SPDX-License-Identifier: MIT
// One model, several maps of it: how much of a neighbourhood on the map is the chance of the map itself.
#pragma once

#include "model/core/mean_spread.hpp"
#include "model/geometry/shared_neighbours.hpp"
#include "model/map/projection.hpp"

#include <functional>
#include <optional>

namespace wordfield::inline study {

/// Where a word's k nearest words on the map are compared, over every two of the maps.
struct MapStability {
    int words = 0, maps = 0;
    double chance = 0.0;   ///< what random maps would share
    MeanSpread same_start; ///< maps as the program makes them: each begins with the main components, and its
                           ///< seed moves every word by a ten-millionth
    MeanSpread random_start; ///< maps that begin with random places
    MeanSpread kept;         ///< share of the k nearest rows that are among the k nearest on a map of the
                             ///< first kind, over the maps
};

/// Makes `maps` t-SNE maps of each kind of rows(n, C), prepared as for a map, with seeds config.seed,
/// config.seed + 1 ... `go_on` is asked every few milliseconds. Nothing when it said no, and of fewer than
/// three rows or two maps.
std::optional<MapStability> map_stability(const Matrix& rows, const ProjectionConfig& config, int maps,
                                          ThreadPool& pool, const std::function<bool()>& go_on);

} // namespace wordfield::inline study
