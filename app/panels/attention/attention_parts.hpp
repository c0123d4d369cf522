// SPDX-License-Identifier: MIT
// The pieces of the attention panel that have a file of their own.
#pragma once

#include "app/panels/panels.hpp"

namespace wordfield::app {

/// Hands the weights of all heads to the texture: layers below each other, heads side by side, masked cells
/// as NaN.
void upload_heads(const Probe& probe, int layers, int heads, render::Heatmap& heatmap);
/// Draws them into `room`; a click chooses the large one.
void small_heads(Ui& ui, const Frame& frame, AttentionState& state, Selection& selection, ImVec2 low,
                 ImVec2 room);
/// The tokens with their ids; a click chooses position and word.
void token_chips(Ui& ui, const Frame& frame, Selection& selection);
/// Where the sentence is typed.
void sentence_field(Ui& ui, const Frame& frame, AttentionState& state, Outbox& out);

} // namespace wordfield::app
