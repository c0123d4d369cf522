// SPDX-License-Identifier: MIT
#include "app/panels/attention/attention_menu.hpp"

#include "app/ui/context_menu.hpp"

namespace wordfield::app {

std::string weights_as_lines(const Frame& frame, int layer, int head) {
    const Trace& trace = *frame.trace;
    const Matrix& weights = trace.attention_of(layer, head);
    std::string lines;
    for (const TokenId id : trace.tokens) lines += "\t" + frame.word(id);
    lines += "\n";
    for (Index row = 0; row < weights.rows(); ++row) {
        lines += frame.word(trace.tokens[row]);
        for (Index column = 0; column <= row; ++column)
            lines += format("\t%.4f", static_cast<double>(weights(row, column)));
        lines += "\n";
    }
    return lines;
}

void head_menu(PanelContext& context, int layer, int head) {
    auto& [ui, info, area, frame, view, out] = context;
    const std::string id = format("head %d %d", layer, head);
    if (!begin_context_menu(ui, id.c_str())) return;
    const bool chosen = view.selection.layer == layer && view.selection.head == head;
    if (context_item(ui, "See it large", !chosen)) {
        view.selection.layer = layer;
        view.selection.head = head;
    }
    const bool silent = frame.moment->is_ablated(layer, head);
    if (context_item(ui, silent ? "Restore it" : "Ablate it", frame.live))
        out.post(AblateHead{layer, head, !silent});
    if (context_item(ui, "Heads over time")) out.post(LookInside{Inside::Head});
    ImGui::Separator();
    copy_item(ui, "Copy its weights as TSV",
              [&, &frame = frame] { return weights_as_lines(frame, layer, head); });
    end_context_menu();
}

void cell_menu(PanelContext& context, int row, int column) {
    auto& [ui, info, area, frame, view, out] = context;
    ImGuiStorage& kept = *ImGui::GetStateStorage();
    const ImGuiID row_id = ImGui::GetID("row of the menu"), column_id = ImGui::GetID("column of the menu");
    if (row >= 0 && column >= 0 && ImGui::IsMouseReleased(1)) {
        kept.SetInt(row_id, row);
        kept.SetInt(column_id, column);
        ImGui::OpenPopup("cell_menu");
    }
    row = kept.GetInt(row_id);
    column = kept.GetInt(column_id);
    Selection& selection = view.selection;
    const Trace& trace = *frame.trace;
    if (trace.attention.empty() || row >= std::ssize(trace.tokens) || !begin_context_popup(ui, "cell_menu"))
        return;
    const std::string weight =
        format("%.3f", static_cast<double>(trace.attention_of(selection.layer, selection.head)(row, column)));
    if (context_item(ui, "Open this cell")) {
        selection.position = selection.cell_row = row;
        selection.cell_column = column;
        out.post(LookInside{Inside::Cell});
    }
    if (context_item(ui, ("Choose “" + frame.word(trace.tokens[column]) + "”").c_str()))
        selection.pin_only(trace.tokens[column]);
    ImGui::Separator();
    copy_item(ui, ("Copy " + weight).c_str(), [&] { return weight; });
    copy_item(ui, "Copy all weights as TSV",
              [&, &frame = frame] { return weights_as_lines(frame, selection.layer, selection.head); });
    end_context_menu();
}

} // namespace wordfield::app
