// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/ui.hpp"
#include "model/causal/ablation_inquiry.hpp"

#include <optional>

namespace wordfield::app {

/// How much each coordinate or neuron is needed, a thin bar each: `count` of them from `first`, `height` px
/// high. Which one was clicked, counted from 0 of all.
std::optional<int> scan_strip(Ui& ui, const char* id, const ScanFinding& scan, int first, int count,
                              int chosen, float height);

} // namespace wordfield::app
