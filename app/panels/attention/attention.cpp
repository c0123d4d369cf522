// SPDX-License-Identifier: MIT
// Who looks at whom: the sentence with its tokens and ids, every head as a small map, the chosen one large.
#include "app/panels/attention/attention_menu.hpp"
#include "app/panels/attention/attention_parts.hpp"

#include "model/analysis/distribution.hpp"
#include "render/heatmap.hpp"

#include <algorithm>
#include <cmath>

namespace wordfield::app {
namespace {

// q.k, scaled, through the softmax: how one weight came about (Vaswani et al. 2017, equation 1).
void formula(PanelContext& context, const AttentionState& state, ImVec2 at, float width) {
    Ui& ui = context.ui;
    const Frame& frame = context.frame;
    const Selection& selection = context.view.selection;
    const Moment& s = *frame.moment;
    const auto layer = static_cast<std::size_t>(selection.layer);
    const Matrix& weights = frame.trace->attention_of(selection.layer, selection.head);
    const auto [row, column] = told_cell(weights, state.hovered, {selection.cell_row, selection.cell_column},
                                         position_of(*frame.trace, selection.position));
    const int width_of_head = s.model.dim / s.model.heads;
    const auto q =
        frame.trace->queries[layer].row(row).segment(selection.head * width_of_head, width_of_head);
    const auto k =
        frame.trace->keys[layer].row(column).segment(selection.head * width_of_head, width_of_head);
    const float dot = q.dot(k);
    const float score = dot / std::sqrt(static_cast<float>(width_of_head));
    const float weight = weights(row, column);
    const std::string words =
        format("%s → %s:  q·k = %.2f,  ÷ √%d = %.2f,  e^%.2f ÷ Z = %.2f",
               frame.word(frame.trace->tokens[row]).c_str(), frame.word(frame.trace->tokens[column]).c_str(),
               dot, width_of_head, score, score, weight);
    const std::string shown = fit(ui.fonts.small, ui.fonts.small_px, words, width);
    ImGui::GetWindowDrawList()->AddText(ui.fonts.small, ui.fonts.small_px, at, ui.theme.warm, shown.c_str());
    explain_area(ui, at,
                 {at.x + text_width(ui.fonts.small, ui.fonts.small_px, shown), at.y + ui.fonts.small_px},
                 (words + "\nScaled dot product of the looking word's query with the other word's key, then "
                          "softmax over the row. Z is the sum over the row. "
                          "Hover a cell to read its numbers. Attention is not explanation: a large weight "
                          "does not prove that a word mattered.")
                     .c_str());
}

// " (looks back one word)", once that has been measured and there is something to say.
std::string habit_of(const Moment& s, const Selection& selection) {
    const auto index = static_cast<std::size_t>(selection.layer * s.model.heads + selection.head);
    if (index >= s.head_stats.size()) return {};
    const std::string habit = head_habit(s.head_stats[index], s.model.context);
    return habit == no_habit ? std::string{} : " (" + habit + ")";
}

// The formula of the cell, and the way to what heads do over time.
void foot_line(PanelContext& context, const AttentionState& state, ImVec2 at, float width) {
    Ui& ui = context.ui;
    const bool roomy = width > ui.px(460);
    const float button_width = ui.px(roomy ? 122 : 68);
    formula(context, state, at, width - button_width - ui.px(8));
    ImGui::SetCursorScreenPos({at.x + width - button_width, at.y - ui.px(3)});
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2{ui.px(6), ui.px(1)});
    if (button(ui, "attention.lives", roomy ? "Heads over time …" : "Heads …",
               "Open what every head looks at over the whole run: the word before, the first word, itself",
               false, {button_width, 0})) {
        context.out.post(LookInside{Inside::Head, true});
    }
    ImGui::PopStyleVar();
}

class AttentionPanel : public PanelView {
public:
    AttentionPanel() { state_.heads = std::make_unique<render::Heatmap>(); }
    void draw(PanelContext& context) override;
    void forget_words() override { state_.forget_words(); }

private:
    void maps(PanelContext& context, float foot);

    AttentionState state_;
};

std::string title_note(const Frame& frame, const Selection& selection) {
    const Moment& s = *frame.moment;
    const std::string& looks = frame.word(frame.trace->tokens[position_of(*frame.trace, selection.position)]);
    return format("layer %d · head %d%s%s — how much “%s” looks at each earlier word", selection.layer + 1,
                  selection.head + 1, s.is_ablated(selection.layer, selection.head) ? " · ablated" : "",
                  habit_of(s, selection).c_str(), looks.c_str());
}

// The large map, the small ones, and the formula below them, down to `foot`.
void AttentionPanel::maps(PanelContext& context, float foot) {
    const Ui& ui = context.ui;
    const Frame& frame = context.frame;
    if (state_.uploaded != frame.trace) {
        upload_heads(*frame.trace, *state_.heads);
        state_.uploaded = frame.trace;
    }
    const ImVec2 low = ImGui::GetCursorScreenPos();
    const float formula_line = ui.fonts.small_px + ui.px(6);
    const ImVec2 room{ImGui::GetContentRegionAvail().x, foot - low.y - ui.px(4) - formula_line};
    const AttentionNeeds needs = attention_needs(ui, frame, room);
    const bool follows = state_.followed != position_of(*frame.trace, context.view.selection.position);
    const float used = large_head(context, state_, needs, low, follows);
    const ImVec2 right{low.x + used + ui.px(14), low.y};
    small_heads(context, state_, needs, {right, {room.x - used - ui.px(14), room.y}});
    foot_line(context, state_, {low.x, low.y + room.y + ui.px(2)}, room.x);
}

void AttentionPanel::draw(PanelContext& context) {
    auto& [ui, info, area, frame, view, out] = context;
    auto& selection = view.selection;
    begin_panel(context, ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
    if (frame.trace) {
        const Moment& s = *frame.moment;
        cell_menu(context, state_.hovered.row, state_.hovered.column);
        selection.layer = std::clamp(selection.layer, 0, std::max(0, s.model.layers - 1));
        selection.head = std::clamp(selection.head, 0, std::max(0, s.model.heads - 1));
        const int lines = token_lines(ui, frame, ImGui::GetContentRegionAvail().x, area.size.y);
        const float foot = area.low.y + area.size.y - ui.px(26) * static_cast<float>(lines) -
                           ImGui::GetFrameHeight() - ui.px(10);
        const bool any = !frame.trace->attention.empty() && !frame.trace->tokens.empty();
        heading(ui, "Attention", any ? title_note(frame, selection) : std::string{},
                "Rows look, columns are looked at. Each row is a softmax over the words so far and sums to "
                "1. Attention is not explanation.");
        if (any)
            maps(context, foot);
        else
            remark(ui, frame.can().attention
                           ? "Type a sentence below to see which word looks at which."
                           : "A " + frame.kind().noun +
                                 " has no attention: each word has one vector, whatever stands around it. "
                                 "Choose a GPT under Training, Model …, to see words look at words.");
        ImGui::SetCursorScreenPos({area.low.x + ImGui::GetStyle().WindowPadding.x, foot});
        token_chips(ui, frame, state_, selection, lines);
        sentence_field(ui, frame, state_, view.sentence, out);
    }
    end_panel();
}

} // namespace

PanelEntry attention_panel() {
    return {{.id = Panel::Attention,
             .name = "Attention",
             .key = 6,
             .lesson = "Attention",
             .place = PanelPlace::Bottom,
             .untrained = "These vectors come from a file, without a network that could read a sentence and "
                          "attend to its words.",
             .share = {.wished = 0.66F, .least = 0.35F, .most = 0.8F}},
            make_panel<AttentionPanel>};
}

} // namespace wordfield::app
