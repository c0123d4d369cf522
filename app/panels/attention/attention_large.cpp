// SPDX-License-Identifier: MIT
// One head large: who looks at whom, word by word.
#include "app/panels/attention/attention_parts.hpp"

#include "model/analysis/distribution.hpp"
#include <algorithm>
#include <cmath>

namespace wordfield::app {
namespace {

ImU32 weight_colour(float weight) {
    const glm::vec3 c = render::sample(render::Colormap::Viridis, weight);
    return from_rgb(c.r, c.g, c.b);
}

// Dark words on bright cells, bright ones on dark cells.
ImU32 ink_on(float weight) {
    return weight > 0.6F ? IM_COL32(20, 24, 30, 255) : IM_COL32(236, 240, 245, 255);
}

std::string weight_text(float weight) {
    if (weight >= 0.995F) return "1";
    const std::string digits = format("%.2f", weight);
    return digits.substr(1); // ".34"
}

/// The large map of one head, while it is drawn.
struct LargeHead {
    Ui& ui;
    const Frame& frame;
    Selection& selection;
    AttentionState& state;
    Outbox& out;
    const Matrix& weights; ///< (T, T)
    int position;          ///< whose next word is shown
    ImVec2 low;            ///< of the cell (0, 0)
    float cell;            ///< px
    float labels;          ///< width of the words at the left, px

    [[nodiscard]] int length() const { return static_cast<int>(weights.rows()); }
};

void row_label(const LargeHead& g, int row) {
    Ui& ui = g.ui;
    const Frame& frame = g.frame;
    Selection& selection = g.selection;
    const TokenId id = frame.trace->tokens[row];
    const ImVec2 low{g.low.x - g.labels, g.low.y + g.cell * static_cast<float>(row)};
    ImGui::SetCursorScreenPos(low);
    ImGui::PushID(row);
    if (ImGui::InvisibleButton("row", {g.labels - ui.px(4), g.cell})) {
        selection.position = row;
        selection.click(id, ImGui::GetIO().KeyCtrl);
    }
    ImGui::PopID();
    if (ImGui::IsItemHovered()) selection.hover(id);
    explain(ui, "This word looks at the words along its row; their weights sum to 1. Click to see its "
                "next-word distribution.");
    const bool chosen = row == g.position;
    ImFont* face = chosen ? ui.fonts.bold : ui.fonts.body;
    const float px = std::min(ui.fonts.body_px, g.cell * 0.92F);
    const std::string word = fit(face, px, frame.word(id), g.labels - ui.px(10));
    const ImU32 colour = selection.is_lit(id) ? ui.theme.accent : chosen ? ui.theme.strong : ui.theme.text;
    ImGui::GetWindowDrawList()->AddText(
        face, px, {low.x + g.labels - ui.px(8) - text_width(face, px, word), low.y + (g.cell - px) * 0.5F},
        colour, word.c_str());
}

void column_label(const LargeHead& g, int column, float y) {
    Ui& ui = g.ui;
    const Frame& frame = g.frame;
    Selection& selection = g.selection;
    const TokenId id = frame.trace->tokens[column];
    const float x = g.low.x + g.cell * static_cast<float>(column);
    const float px = ui.fonts.small_px;
    const std::string word = fit(ui.fonts.small, px, frame.word(id), g.cell + ui.px(2));
    ImGui::GetWindowDrawList()->AddText(ui.fonts.small, px,
                                        {x + (g.cell - text_width(ui.fonts.small, px, word)) * 0.5F, y},
                                        selection.is_lit(id) ? ui.theme.accent : ui.theme.dim, word.c_str());
    if (ImGui::IsWindowHovered() && ImGui::IsMouseHoveringRect({x, y}, {x + g.cell, y + px}))
        selection.hover(id);
}

// A click on a cell opens it.
void open(int row, int column, Selection& selection, Outbox& out) {
    selection.position = selection.cell_row = row;
    selection.cell_column = column;
    out.post(LookInside{Inside::Cell});
}

// The mouse over a cell: both words are lit, and a click opens it.
void point_at(const LargeHead& g, int row, int column, const Area& area) {
    if (!ImGui::IsWindowHovered() || !ImGui::IsMouseHoveringRect(area.low, area.high())) return;
    const auto& tokens = g.frame.trace->tokens;
    const TokenId from = tokens[row];
    const TokenId to = tokens[column];
    g.state.hovered = {row, column};
    g.selection.hover_pair(to, from);
    const float rounding = g.cell > 20 ? g.ui.px(3) : 0.0F;
    ImGui::GetWindowDrawList()->AddRect(area.low, area.high(), g.ui.theme.strong, rounding, 0, g.ui.px(1.5F));
    ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    if (ImGui::IsMouseClicked(0)) open(row, column, g.selection, g.out);
    explain_area(g.ui, area.low, area.high(),
                 format("“%s” looks at “%s” with weight %.3f. Click: open this cell and see how it comes "
                        "about.",
                        g.frame.word(from).c_str(), g.frame.word(to).c_str(), g.weights(row, column))
                     .c_str());
}

void cell(const LargeHead& g, int row, int column) {
    Ui& ui = g.ui;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const ImVec2 a{g.low.x + g.cell * static_cast<float>(column), g.low.y + g.cell * static_cast<float>(row)};
    const float gap = g.cell > 10 ? 1.0F : 0.0F;
    const ImVec2 b{a.x + g.cell - gap, a.y + g.cell - gap};
    const float rounding = g.cell > 20 ? ui.px(3) : 0.0F;
    if (column > row) { // a word cannot look at what comes after it
        draw->AddRectFilled(a, b, with_alpha(ui.theme.raised, 0.35F), rounding);
        return;
    }
    const float weight = g.weights(row, column);
    draw->AddRectFilled(a, b, weight_colour(weight), rounding);
    if (g.cell >= ui.px(20)) {
        const std::string words = weight_text(weight);
        const float px = std::min(ui.fonts.small_px, g.cell * 0.45F);
        draw->AddText(ui.fonts.small, px,
                      {a.x + (g.cell - gap - text_width(ui.fonts.small, px, words)) * 0.5F,
                       a.y + (g.cell - gap - px) * 0.5F},
                      ink_on(weight), words.c_str());
    }
    if (ui.rects.wanted) ui.rects.mark(format("attention.cell.%d.%d", row, column), a, b);
    if (row == g.selection.cell_row && column == g.selection.cell_column)
        draw->AddRect({a.x - 1, a.y - 1}, {b.x + 1, b.y + 1}, ui.theme.warm, rounding, 0, ui.px(2));
    point_at(g, row, column, {a, {b.x - a.x, b.y - a.y}});
}

void mark_lit(const LargeHead& g) {
    const Ui& ui = g.ui;
    const int length = g.length();
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const auto outline = [&](float x, float y, float w, float h, ImU32 colour) {
        draw->AddRect({x - 1, y - 1}, {x + w, y + h}, colour, ui.px(3));
    };
    for (int i = 0; i < length; ++i) {
        const float offset = g.cell * static_cast<float>(i);
        if (g.selection.is_lit(g.frame.trace->tokens[i])) {
            outline(g.low.x, g.low.y + offset, g.cell * static_cast<float>(i + 1), g.cell,
                    with_alpha(ui.theme.accent, 0.9F));
            outline(g.low.x + offset, g.low.y + offset, g.cell, g.cell * static_cast<float>(length - i),
                    with_alpha(ui.theme.accent, 0.6F));
        }
        if (i == g.position)
            outline(g.low.x, g.low.y + offset, g.cell * static_cast<float>(i + 1), g.cell,
                    with_alpha(ui.theme.strong, 0.7F));
    }
}

} // namespace

float large_head(PanelContext& context, AttentionState& state, const Area& area) {
    Ui& ui = context.ui;
    Selection& selection = context.view.selection;
    const Trace& trace = *context.frame.trace;
    const ImVec2 room = area.size;
    const int length = static_cast<int>(trace.tokens.size());
    const Matrix& weights = trace.attention_of(selection.layer, selection.head);
    const float labels = std::min(ui.px(92), room.x * 0.3F);
    const float column_line = ui.fonts.small_px + ui.px(4);
    const float cell_px = std::floor(std::clamp(std::min((room.x - labels) / static_cast<float>(length),
                                                         (room.y - column_line) / static_cast<float>(length)),
                                                3.0F, ui.px(46)));
    state.hovered = {};
    const LargeHead g{.ui = ui,
                      .frame = context.frame,
                      .selection = selection,
                      .state = state,
                      .out = context.out,
                      .weights = weights,
                      .position = position_of(trace, selection.position),
                      .low = {std::floor(area.low.x + labels), std::floor(area.low.y)},
                      .cell = cell_px,
                      .labels = labels};
    for (int row = 0; row < length; ++row) {
        row_label(g, row);
        for (int column = 0; column < length; ++column) cell(g, row, column);
    }
    const float y = g.low.y + g.cell * static_cast<float>(length) + ui.px(2);
    if (g.cell >= ui.px(16))
        for (int column = 0; column < length; ++column) column_label(g, column, y);
    mark_lit(g);
    const float side = g.cell * static_cast<float>(length);
    ui.rects.mark("attention.large", g.low, {g.low.x + side, g.low.y + side});
    return labels + side;
}

} // namespace wordfield::app
