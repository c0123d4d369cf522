// SPDX-License-Identifier: MIT
// The pieces of the attention panel that have a file of their own.
#pragma once

#include "app/panels/panels.hpp"
#include "model/analysis/attention_cell.hpp"
#include "render/heatmap.hpp"

#include <memory>

namespace wordfield::app {

/// The sentence, its tokens and ids; every head as a small map and the chosen one large.
struct AttentionState {
    char sentence[1024] = "";               ///< as the field has it
    std::unique_ptr<render::Heatmap> heads; ///< all heads in one texture
    Place hovered;                          ///< the cell of the large map under the mouse
    std::shared_ptr<const Trace> uploaded;  ///< what `heads` has

    void forget_words() {
        hovered = {};
        uploaded.reset();
    }
};

/// Hands the weights of all heads to the texture: layers below each other, heads side by side, masked cells
/// as NaN.
void upload_heads(const Trace& trace, render::Heatmap& heatmap);
/// The chosen head with its words; a click opens a cell or chooses a word. Returns the width it took, px.
float large_head(PanelContext& context, AttentionState& state, const Area& area);
/// Draws them into the area; a click chooses the large one.
void small_heads(PanelContext& context, AttentionState& state, const Area& area);
/// The tokens with their ids; a click chooses position and word.
void token_chips(Ui& ui, const Frame& frame, Selection& selection);
/// Where the sentence is typed.
void sentence_field(Ui& ui, const Frame& frame, AttentionState& state, const std::string& sentence,
                    Outbox& out);

} // namespace wordfield::app
