// SPDX-License-Identifier: MIT
// Which way of adding up the repulsion is the faster one.
#include "model/map/repulsion.hpp"

namespace wordfield::inline map {

std::unique_ptr<Repulsion> make_repulsion(Index n, int dims) {
    const Index crossing = dims == 2 ? 4000 : 15000;
    return n < crossing ? make_exact_repulsion() : make_grid_repulsion();
}

} // namespace wordfield::inline map
