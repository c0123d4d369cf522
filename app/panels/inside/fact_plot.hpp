// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/ui.hpp"
#include "model/causal/fact_curve.hpp"

namespace wordfield::app {

/// A relation's accuracy over how many directions are gone, by each way of taking them out; fills `size`.
void fact_plot(Ui& ui, const FactFinding& facts, int dim, ImVec2 size);

} // namespace wordfield::app
