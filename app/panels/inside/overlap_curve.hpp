// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/ui.hpp"
#include "model/comparison/neighbour_overlap.hpp"

#include <span>

namespace wordfield::app {

/// Share of the k nearest words in common over k, its error, and chance; fills `size`.
void overlap_curve(Ui& ui, std::span<const OverlapPoint> curve, ImVec2 size);

} // namespace wordfield::app
