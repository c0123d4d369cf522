// SPDX-License-Identifier: MIT
// What the page of ablations consists of.
#pragma once

#include "app/panels/inside/inside.hpp"
#include "model/causal/ablation_inquiry.hpp"

namespace wordfield::app {

/// Which dimension, neuron or directions: the controls, and how much each is needed.
void ablation_controls(Ui& ui, const Frame& frame, AblationsPage& page, Outbox& out);
/// What the model loses without them.
void ablation_losses(Ui& ui, const Frame& frame, const AblationFinding& found, Selection& selection);
/// When the neuron fires, and what it writes.
void neuron_told(Ui& ui, const Frame& frame, const NeuronFinding& found, Selection& selection);
/// How many directions must go before a fact goes.
void fact_section(Ui& ui, const Frame& frame, AblationsPage& page, Outbox& out);

} // namespace wordfield::app
