// SPDX-License-Identifier: MIT
// Who looks at whom: the sentence with its tokens and ids, every head as a small map, the chosen one large.
#include "app/panels/attention/attention_parts.hpp"

#include "model/analysis/distribution.hpp"
#include "render/heatmap.hpp"

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

// Returns the width it took.
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
    return habit == "mixed" ? std::string{} : " (" + habit + ")";
}

// The formula of the cell, and the way to what heads do over time.
void foot_line(PanelContext& context, const AttentionState& state, ImVec2 at, float width) {
    Ui& ui = context.ui;
    const bool roomy = width > ui.px(460);
    const float button_width = ui.px(roomy ? 104 : 68);
    formula(context, state, at, width - button_width - ui.px(8));
    ImGui::SetCursorScreenPos({at.x + width - button_width, at.y - ui.px(3)});
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2{ui.px(6), ui.px(1)});
    if (button(ui, "attention.lives", roomy ? "A head's life …" : "Heads …",
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
    AttentionState state_;
};

void AttentionPanel::draw(PanelContext& context) {
    auto& [ui, info, area, frame, view, out] = context;
    auto& selection = view.selection;
    AttentionState& state = state_;
    begin_panel(context, ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
    if (frame.trace) {
        const Moment& s = *frame.moment;
        selection.layer = std::clamp(selection.layer, 0, std::max(0, s.model.layers - 1));
        selection.head = std::clamp(selection.head, 0, std::max(0, s.model.heads - 1));
        const float footer = ui.px(22) + ImGui::GetFrameHeight() + ui.px(14);
        const bool any = !frame.trace->attention.empty() && !frame.trace->tokens.empty();
        const std::string looked =
            any ? frame.word(frame.trace->tokens[position_of(*frame.trace, selection.position)])
                : std::string{};
        heading(ui, "Attention",
                any ? format("layer %d · head %d%s%s — how much “%s” looks at each earlier word",
                             selection.layer + 1, selection.head + 1,
                             s.is_ablated(selection.layer, selection.head) ? " · ablated" : "",
                             habit_of(s, selection).c_str(), looked.c_str())
                    : "",
                "Rows look, columns are looked at. Each row is a softmax over the words so far and sums to "
                "1. Attention is not explanation.");
        if (any) {
            if (state.uploaded != frame.trace) {
                upload_heads(*frame.trace, *state.heads);
                state.uploaded = frame.trace;
            }
            const ImVec2 low = ImGui::GetCursorScreenPos();
            const float formula_line = ui.fonts.small_px + ui.px(6);
            const ImVec2 room{ImGui::GetContentRegionAvail().x,
                              area.low.y + area.size.y - footer - low.y - ui.px(4) - formula_line};
            const float used = large_head(context, state, {low, {room.x * 0.6F, room.y}});
            const ImVec2 right{low.x + used + ui.px(14), low.y};
            small_heads(context, state, {right, {room.x - used - ui.px(14), room.y}});
            foot_line(context, state, {low.x, low.y + room.y + ui.px(2)}, room.x);
        } else {
            remark(ui, frame.can().attention
                           ? "Type a sentence below to see which word looks at which."
                           : "A " + frame.kind().noun +
                                 " has no attention: each word has one vector, whatever stands around it. "
                                 "Choose a transformer under Training, Model …, to see words look at words.");
        }
        ImGui::SetCursorScreenPos(
            {area.low.x + ImGui::GetStyle().WindowPadding.x, area.low.y + area.size.y - footer});
        token_chips(ui, frame, selection);
        sentence_field(ui, frame, state, view.sentence, out);
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
             .share = {.wished = 0.66F, .least = 0.35F, .most = 0.8F}},
            make_panel<AttentionPanel>};
}

} // namespace wordfield::app
