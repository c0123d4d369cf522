// SPDX-License-Identifier: MIT
// Nearest rows by cosine among very many, in tiles: what it takes is a tile of rows and the lists.
#pragma once

#include "model/comparison/unit_rows.hpp"
#include "model/geometry/shared_neighbours.hpp"

#include <span>
#include <stop_token>

namespace wordfield::inline comparison {

/// (asked, k): entry i has the k rows whose cosine with row asked[i] is largest, itself left out, the nearest
/// at the front, equal ones in the order of the rows; exact, and the same with any number of threads. k is
/// lowered to N - 1. 0 rows when a stop was asked for.
NeighbourLists nearest_directions(const UnitRows& rows, std::span<const Index> asked, int k, ThreadPool& pool,
                                  const std::stop_token& stop = {});

} // namespace wordfield::inline comparison
