// SPDX-License-Identifier: MIT
// Who belongs to whom, where each may be taken once.
#pragma once

#include "model/core/matrix.hpp"

#include <vector>

namespace wordfield::inline geometry {

/// The columns that rows 0 ... n-1 of value(n, n) are paired with, each once, so that the sum of the pairs'
/// values is the largest there is. Exact: the Hungarian method (Kuhn 1955) by shortest augmenting paths, n^3
/// steps. All values must be numbers.
std::vector<int> best_assignment(const Matrix& value);

} // namespace wordfield::inline geometry
