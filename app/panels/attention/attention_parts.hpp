// SPDX-License-Identifier: MIT
// The pieces of the attention panel that have a file of their own.
#pragma once

#include "app/panels/attention/attention_layout.hpp"
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
    int followed = -1;                      ///< the place of the sentence that was last brought into view
    int chip_line = 0;                      ///< of the tokens, the first line that is in view

    void forget_words() {
        hovered = {};
        uploaded.reset();
        followed = -1;
    }
};

/// Hands the weights of all heads to the texture: layers below each other, heads side by side, masked cells
/// as NaN.
void upload_heads(const Trace& trace, render::Heatmap& heatmap);
/// What its parts need of the panel: `room` is what heading, formula, tokens and field leave.
AttentionNeeds attention_needs(const Ui& ui, const Frame& frame, ImVec2 room);
/// The chosen head with its words; a click opens a cell or chooses a word. `follows`: the marked row is
/// scrolled into view. Returns the width it took, px.
float large_head(PanelContext& context, AttentionState& state, const AttentionNeeds& needs, ImVec2 low,
                 bool follows);
/// Draws them into the area; a click chooses the large one.
void small_heads(PanelContext& context, AttentionState& state, const AttentionNeeds& needs, const Area& area);
/// "← 28%", where a head has a habit, "ablated"; empty where there is nothing to say.
std::string caption_of(const Moment& moment, int layer, int head);
/// How many lines of tokens there is room for, of those that there are.
int token_lines(const Ui& ui, const Frame& frame, float width, float height);
/// The tokens with their ids in so many lines, with the marked one among them; a click chooses position and
/// word.
void token_chips(Ui& ui, const Frame& frame, AttentionState& state, Selection& selection, int lines);
/// Where the sentence is typed.
void sentence_field(Ui& ui, const Frame& frame, AttentionState& state, const std::string& sentence,
                    Outbox& out);

} // namespace wordfield::app
