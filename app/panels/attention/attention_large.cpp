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
    const LargeMapLayout& layout;
    const Frame& frame;
    Selection& selection;
    AttentionState& state;
    Outbox& out;
    const Matrix& weights; ///< (T, T)
    int position;          ///< whose next word is shown
    ImVec2 low;            ///< of the cell (0, 0), wherever it has been scrolled to
    Area seen;             ///< of the cells, what is in view
    float cell;            ///< px
    float labels;          ///< width of the words at the left, px

    [[nodiscard]] int length() const { return static_cast<int>(weights.rows()); }
};

void row_label(const LargeHead& g, int row) {
    Ui& ui = g.ui;
    const Frame& frame = g.frame;
    Selection& selection = g.selection;
    const TokenId id = frame.trace->tokens[row];
    const ImVec2 low{g.seen.low.x - g.labels, g.low.y + g.cell * static_cast<float>(row)};
    if (low.y + g.cell < g.seen.low.y + 1 || low.y > g.seen.high().y - 1) return;
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

// Words whose baseline rises by this angle and that end at `end`; `angle` in radians, 0 is level.
void rising_text(const Ui& ui, ImVec2 end, float angle, ImU32 colour, const std::string& words) {
    ImDrawList* const draw = ImGui::GetWindowDrawList();
    const float px = ui.fonts.small_px, width = text_width(ui.fonts.small, px, words);
    const int first = draw->VtxBuffer.Size;
    const ImVec2 at{std::floor(end.x), std::floor(end.y)};
    // Glyphs are placed around `at` and turned then: what is outside the panel before may be inside after.
    ui.fonts.small->RenderText(draw, px, {at.x - std::floor(width), at.y - std::floor(px * 0.5F)}, colour,
                               {-1e6F, -1e6F, 1e6F, 1e6F}, words.data(), words.data() + words.size());
    const float cosine = std::cos(angle), sine = std::sin(angle);
    for (int i = first; i < draw->VtxBuffer.Size; ++i) {
        ImVec2& p = draw->VtxBuffer[i].pos;
        const float x = p.x - at.x, y = p.y - at.y;
        p = {at.x + cosine * x + sine * y, at.y - sine * x + cosine * y};
    }
}

void column_label(const LargeHead& g, int column) {
    Ui& ui = g.ui;
    Selection& selection = g.selection;
    const TokenId id = g.frame.trace->tokens[column];
    const float x = g.low.x + g.cell * static_cast<float>(column), y = g.seen.high().y + ui.px(3);
    const float middle = x + g.cell * 0.5F;
    if (middle < g.seen.low.x || middle > g.seen.high().x) return;
    const float px = ui.fonts.small_px, tall = g.layout.names_height - ui.px(3);
    const ImU32 colour = selection.is_lit(id) ? ui.theme.accent : ui.theme.dim;
    const auto shown = [&](float room) { return fit(ui.fonts.small, px, g.frame.word(id), room); };
    constexpr float right_angle = 1.5707963F;
    switch (g.layout.names) {
    case ColumnNames::Level: {
        const std::string word = shown(g.cell + ui.px(2));
        ImGui::GetWindowDrawList()->AddText(ui.fonts.small, px,
                                            {middle - text_width(ui.fonts.small, px, word) * 0.5F, y}, colour,
                                            word.c_str());
        break;
    }
    case ColumnNames::Slanted:
        rising_text(ui, {middle + px * 0.35F, y + px * 0.35F}, right_angle / 2, colour,
                    shown(tall * 1.414F - px));
        break;
    case ColumnNames::Upright:
        rising_text(ui, {middle, y}, right_angle, colour, shown(tall));
        break;
    }
    if (ui.rects.wanted) ui.rects.mark(format("attention.column.%d", column), {x, y}, {x + g.cell, y + tall});
    if (ImGui::IsWindowHovered() && ImGui::IsMouseHoveringRect({x, y}, {x + g.cell, y + tall}))
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
        const float px = std::clamp(g.cell * 0.36F, ui.fonts.small_px * 0.8F, ui.fonts.title_px);
        ImFont* const face = px > ui.fonts.small_px * 1.1F ? ui.fonts.title : ui.fonts.small;
        draw->AddText(
            face, px,
            {a.x + (g.cell - gap - text_width(face, px, words)) * 0.5F, a.y + (g.cell - gap - px) * 0.5F},
            ink_on(weight), words.c_str());
    }
    const bool whole_in_view = a.x >= g.seen.low.x - 1 && a.y >= g.seen.low.y - 1 &&
                               b.x <= g.seen.high().x + 1 && b.y <= g.seen.high().y + 1;
    if (ui.rects.wanted && whole_in_view) ui.rects.mark(format("attention.cell.%d.%d", row, column), a, b);
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

// What an ablated head finds reaches nothing: its map is pale, framed and says so where it is empty.
void mark_ablated(const LargeHead& g) {
    const Ui& ui = g.ui;
    ImDrawList* const draw = ImGui::GetWindowDrawList();
    const ImVec2 low = g.seen.low, high = g.seen.high();
    draw->AddRectFilled(low, high, with_alpha(ui.theme.panel, 0.45F));
    draw->AddRect(low, high, ui.theme.warm, 0, 0, ui.px(1.5F));
    draw->AddLine(low, high, ui.theme.warm, ui.px(1.5F));
    const char* const words = "ablated";
    const float width = text_width(ui.fonts.bold, ui.fonts.body_px, words);
    const ImVec2 at{high.x - width - ui.px(6), low.y + ui.px(5)};
    if (at.x > low.x) draw->AddText(ui.fonts.bold, ui.fonts.body_px, at, ui.theme.warm, words);
}

// So much that the marked row is in view, and of its cells the last.
void scroll_to_marked(const LargeMapLayout& layout, int position) {
    const float at = layout.cell * static_cast<float>(position);
    const auto scrolled = [&](float now, float seen) {
        return std::clamp(now, at + layout.cell - seen, std::max(0.0F, at));
    };
    ImGui::SetScrollX(scrolled(ImGui::GetScrollX(), layout.seen.x));
    ImGui::SetScrollY(scrolled(ImGui::GetScrollY(), layout.seen.y));
}

// The cells, in a window of their own that scrolls when there are more than can be seen.
void draw_cells(LargeHead& g, bool follows) {
    const int length = g.length();
    const float side = g.cell * static_cast<float>(length), bar = ImGui::GetStyle().ScrollbarSize;
    ImGui::SetCursorScreenPos(g.seen.low);
    const bool across = g.layout.scrolls_across(length), down = g.layout.scrolls_down(length);
    ImGui::BeginChild("cells", {g.seen.size.x + (down ? bar : 0.0F), g.seen.size.y}, false,
                      across || down ? ImGuiWindowFlags_HorizontalScrollbar
                                     : ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
    if (follows) scroll_to_marked(g.layout, g.position);
    g.low = ImGui::GetCursorScreenPos();
    ImGui::Dummy({side, side});
    for (int row = 0; row < length; ++row)
        for (int column = 0; column < length; ++column) cell(g, row, column);
    mark_lit(g);
    if (g.frame.moment->is_ablated(g.selection.layer, g.selection.head)) mark_ablated(g);
    ImGui::EndChild();
}

void draw_words(const LargeHead& g) {
    const int length = g.length();
    const ImVec2 low{g.seen.low.x - g.labels, g.seen.low.y};
    ImGui::PushClipRect(low, {g.seen.low.x, g.seen.high().y}, true);
    for (int row = 0; row < length; ++row) row_label(g, row);
    ImGui::PopClipRect();
    for (int column = 0; column < length; ++column) column_label(g, column);
}

} // namespace

float large_head(PanelContext& context, AttentionState& state, const AttentionNeeds& needs, ImVec2 low,
                 bool follows) {
    Selection& selection = context.view.selection;
    const Trace& trace = *context.frame.trace;
    const LargeMapLayout layout = large_map_layout(needs);
    state.hovered = {};
    const ImVec2 cells{std::floor(low.x + layout.labels), std::floor(low.y)};
    LargeHead g{.ui = context.ui,
                .layout = layout,
                .frame = context.frame,
                .selection = selection,
                .state = state,
                .out = context.out,
                .weights = trace.attention_of(selection.layer, selection.head),
                .position = position_of(trace, selection.position),
                .low = cells,
                .seen = {cells, layout.seen},
                .cell = layout.cell,
                .labels = layout.labels};
    draw_cells(g, follows);
    draw_words(g);
    context.ui.rects.mark("attention.large", cells, g.seen.high());
    const bool bar = layout.scrolls_down(needs.words);
    return layout.labels + layout.seen.x + (bar ? ImGui::GetStyle().ScrollbarSize : 0.0F);
}

} // namespace wordfield::app
