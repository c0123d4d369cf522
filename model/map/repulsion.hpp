// SPDX-License-Identifier: MIT
// What pushes the points of a t-SNE map apart: every point repels every other with q^2 = 1 / (1 +
// distance^2)^2. Added up exactly, or by a grid in O(n log n); both give the same forces, the grid to about
// one in a thousand.
#pragma once

#include "model/map/map_points.hpp"

#include <memory>

namespace wordfield::inline core {
class ThreadPool;
} // namespace wordfield::inline core

namespace wordfield::inline map {

class Repulsion {
public:
    virtual ~Repulsion() = default;
    /// Sets force(n): for each point the sum over all others of q^2 * (own position - other's). Returns the
    /// sum of q over all ordered pairs of different points, the Z of t-SNE. points and force have the same n
    /// and dims.
    virtual double compute(const MapPoints& points, MapPoints& force, ThreadPool& pool) = 0;
};

std::unique_ptr<Repulsion> make_exact_repulsion();
std::unique_ptr<Repulsion> make_grid_repulsion();

/// The faster of the two for so many points (`tsne_bench repulsion` measures where they cross).
std::unique_ptr<Repulsion> make_repulsion(Index n, int dims);

} // namespace wordfield::inline map
