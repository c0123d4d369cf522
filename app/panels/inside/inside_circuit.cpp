// SPDX-License-Identifier: MIT
// Why a head looks where it looks: one score in parts, what the head does with words, heads by name.
#include "app/panels/inside/inside.hpp"

#include <algorithm>
#include <array>

namespace wordfield::app {
namespace {

// The opened cell; else what the chosen word of the sentence looks at most.
CellId told(const Frame& frame, const Selection& selection) {
    const Moment& s = *frame.moment;
    const Trace& trace = *frame.trace;
    CellId id{std::clamp(selection.layer, 0, s.model.layers - 1),
              std::clamp(selection.head, 0, s.model.heads - 1), 0, 0};
    const Place place =
        told_cell(trace.attention_of(id.layer, id.head), {}, {selection.cell_row, selection.cell_column},
                  selection.cell_row >= 0 && selection.cell_row < std::ssize(trace.tokens)
                      ? selection.cell_row
                      : position_of(trace, selection.position));
    id.row = place.row, id.column = place.column;
    return id;
}

std::string title(const Frame& frame, int view, const CellId& id) {
    const std::string head = format("layer %d, head %d", id.layer + 1, id.head + 1);
    if (view == 1) return "What " + head + " does with words";
    if (view == 2) return "Heads by what they look for";
    const auto& tokens = frame.trace->tokens;
    return "Why “" + frame.word(tokens[id.row]) + "” looks at “" + frame.word(tokens[id.column]) + "” in " +
           head;
}

} // namespace

void circuit_page(Ui& ui, const Frame& frame, CircuitPage& page, Selection& selection, Outbox& out) {
    const CellId cell = told(frame, selection);
    constexpr std::array names{"this score", "words", "all heads"};
    constexpr std::array explanations{
        "The score of one attention cell, as a sum over what its query and its key are made of",
        "Which word this head looks at from which, and which words it raises when it does",
        "Every head with what it was found to look for"};
    const float right = ImGui::GetWindowContentRegionMax().x - ui.px(196);
    text(ui, ui.fonts.bold, ui.theme.strong,
         fit(ui.fonts.bold, ui.fonts.body_px, title(frame, page.view, cell), right - ui.px(8)));
    ImGui::SameLine(right);
    segmented(ui, "circuit", names, page.view, explanations);
    if (page.view != 0) out.ask(std::make_shared<const RepeatsInquiry>());
    if (page.view == 1) out.ask(std::make_shared<const CircuitInquiry>(cell.layer, cell.head));
    const CircuitView view{ui, frame, page, selection, cell};
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{ui.px(8), ui.px(3)});
    if (page.view == 0) circuit_score_view(view);
    if (page.view == 1) circuit_words_view(view);
    if (page.view == 2) circuit_heads_view(view);
    ImGui::PopStyleVar();
}

} // namespace wordfield::app
