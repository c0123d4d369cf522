// SPDX-License-Identifier: MIT
// Every head as a small map.
#include "app/panels/attention/attention_menu.hpp"
#include "app/panels/attention/attention_parts.hpp"

#include "render/heatmap.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

namespace wordfield::app {
namespace {

std::string habit_in_words(const HeadStats& head, int context) {
    const std::string habit = head_habit(head, context);
    return format(
        "On held-out text it %s: %.1f ± %.1f%% of its weight is on the word before, %.1f ± %.1f%% on the "
        "first word, %.1f ± %.1f%% on the word itself (standard errors; uniform attention would be %.0f%%).",
        habit == no_habit ? ("has " + habit).c_str() : habit.c_str(), 100 * head.previous,
        100 * head.previous_error, 100 * head.first, 100 * head.first_error, 100 * head.itself,
        100 * head.itself_error, 100 * even_head(context).previous);
}

// Its statistics on held-out text; null while they have not been measured.
const HeadStats* stats_of(const Moment& s, int layer, int head) {
    const auto index = static_cast<std::size_t>(layer * s.model.heads + head);
    return index < s.head_stats.size() ? &s.head_stats[index] : nullptr;
}

float caption_px(const Ui& ui) {
    return std::round(ui.fonts.small_px * 0.85F);
}

// Over an ablated head's map and through its name.
void strike_out(const Ui& ui, ImVec2 low, ImVec2 high, ImVec2 name, float width) {
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->AddRectFilled(low, high, with_alpha(ui.theme.panel, 0.6F));
    draw->AddLine(low, high, ui.theme.warm, ui.px(1.5F));
    draw->AddLine({low.x, high.y}, {high.x, low.y}, ui.theme.warm, ui.px(1.5F));
    draw->AddLine(name, {name.x + width, name.y}, ui.theme.warm, ui.px(1.2F));
}

/// One head among all, while it is drawn.
struct SmallHead {
    int layer, head;
    ImVec2 low;
    float side;   ///< px
    int captions; ///< lines of words below it
    bool shows_caption;
    std::string name;

    [[nodiscard]] ImVec2 high() const { return {low.x + side, low.y + side}; }
};

// "L1 H2", or "1.2" where there is no room for that.
std::string short_name(const Ui& ui, int layer, int head, float room) {
    const std::string name = format("L%d H%d", layer + 1, head + 1);
    const bool fits = text_width(ui.fonts.small, caption_px(ui), name) <= room;
    return fits ? name : format("%d.%d", layer + 1, head + 1);
}

void press_head(Ui& ui, const Moment& s, const SmallHead& h, Selection& selection) {
    ImGui::SetCursorScreenPos(h.low);
    ImGui::PushID(h.layer * s.model.heads + h.head);
    if (ImGui::InvisibleButton("head", {h.side, h.side})) {
        selection.layer = h.layer;
        selection.head = h.head;
    }
    ImGui::PopID();
    ui.rects.mark_item(format("attention.head.%d.%d", h.layer, h.head));
    const HeadStats* const stats = stats_of(s, h.layer, h.head);
    const bool ablated = s.is_ablated(h.layer, h.head);
    explain(ui, (format("Layer %d, head %d: click to see it large ([ and ] step through the heads).",
                        h.layer + 1, h.head + 1) +
                 (ablated ? "\nAblated: it looks, but what it finds reaches nothing." : "") +
                 (stats != nullptr ? "\n" + habit_in_words(*stats, s.model.context) : std::string{}))
                    .c_str());
}

// Its part of the picture of all heads, and the lit tokens' rows and columns over it.
void draw_weights(const Ui& ui, const Frame& frame, const AttentionState& state, const SmallHead& h,
                  const Selection& selection) {
    const Moment& s = *frame.moment;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const ImVec2 low = h.low, high = h.high();
    const auto layers = static_cast<float>(s.model.layers);
    const auto heads = static_cast<float>(s.model.heads);
    const ImVec2 uv0{static_cast<float>(h.head) / heads, 1.0F - static_cast<float>(h.layer) / layers};
    const ImVec2 uv1{static_cast<float>(h.head + 1) / heads, 1.0F - static_cast<float>(h.layer + 1) / layers};
    draw->AddImage(reinterpret_cast<ImTextureID>(static_cast<std::intptr_t>(state.heads->texture())), low,
                   high, uv0, uv1);
    const auto& tokens = frame.trace->tokens;
    const float cell_px = h.side / static_cast<float>(tokens.size());
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (!selection.is_lit(tokens[i])) continue;
        const float at = cell_px * static_cast<float>(i);
        draw->AddRect({low.x, low.y + at}, {low.x + at + cell_px, low.y + at + cell_px},
                      with_alpha(ui.theme.accent, 0.8F));
        draw->AddRect({low.x + at, low.y + at}, {low.x + at + cell_px, high.y},
                      with_alpha(ui.theme.accent, 0.5F));
    }
}

// Below it its name, and what it does most, on the same line where there is room.
void draw_name(const Ui& ui, const Moment& s, const SmallHead& h, bool chosen) {
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const ImVec2 low = h.low, high = h.high();
    const float px = caption_px(ui), top = high.y + ui.px(3);
    const float width = text_width(ui.fonts.small, px, h.name);
    draw->AddText(ui.fonts.small, px, {low.x, top}, chosen ? ui.theme.accent : ui.theme.dim, h.name.c_str());
    if (s.is_ablated(h.layer, h.head)) strike_out(ui, low, high, {low.x, top + px * 0.55F}, width);
    const std::string caption = caption_of(s, h.layer, h.head);
    if (caption.empty() || !h.shows_caption) return;
    const ImVec2 at = h.captions == 1 ? ImVec2{low.x + width + ui.px(4), top} : ImVec2{low.x, top + px};
    draw->AddText(ui.fonts.small, px, at, ui.theme.warm, caption.c_str());
}

void small_head(PanelContext& context, const AttentionState& state, const SmallHead& h) {
    const Ui& ui = context.ui;
    const Moment& s = *context.frame.moment;
    Selection& selection = context.view.selection;
    press_head(context.ui, s, h, selection);
    head_menu(context, h.layer, h.head);
    const bool hovered = ImGui::IsItemHovered();
    const bool chosen = h.layer == selection.layer && h.head == selection.head;
    draw_weights(ui, context.frame, state, h, selection);
    const ImU32 rim = chosen ? ui.theme.accent : hovered ? ui.theme.dim : ui.theme.border;
    const ImVec2 high = h.high();
    ImGui::GetWindowDrawList()->AddRect({h.low.x - 2, h.low.y - 2}, {high.x + 2, high.y + 2}, rim, ui.px(3),
                                        0, chosen ? ui.px(1.5F) : 1.0F);
    draw_name(ui, s, h, chosen);
}

} // namespace

std::string caption_of(const Moment& moment, int layer, int head) {
    if (moment.is_ablated(layer, head)) return "ablated";
    const HeadStats* const stats = stats_of(moment, layer, head);
    if (stats == nullptr) return {};
    const std::string habit = head_habit(*stats, moment.model.context);
    const auto share = [](const char* what, float weight) { return format("%s %.0f%%", what, 100 * weight); };
    if (habit == "looks back one word") return share("←", stats->previous);
    if (habit == "looks at the first word") return share("1st", stats->first);
    if (habit == "looks at itself") return share("self", stats->itself);
    return {};
}

AttentionNeeds attention_needs(const Ui& ui, const Frame& frame, ImVec2 room) {
    const Moment& s = *frame.moment;
    const auto& tokens = frame.trace->tokens;
    AttentionNeeds needs{.room = room,
                         .words = static_cast<int>(tokens.size()),
                         .layers = s.model.layers,
                         .heads = s.model.heads,
                         .name = text_width(ui.fonts.small, caption_px(ui), "L8 H8"),
                         .caption = text_width(ui.fonts.small, caption_px(ui), "← 88%"),
                         .line = ui.fonts.small_px,
                         .scale = ui.scale};
    for (const TokenId id : tokens) {
        needs.row_words =
            std::max(needs.row_words, text_width(ui.fonts.bold, ui.fonts.body_px, frame.word(id)));
        needs.column_words =
            std::max(needs.column_words, text_width(ui.fonts.small, ui.fonts.small_px, frame.word(id)));
    }
    for (int layer = 0; layer < needs.layers; ++layer)
        for (int head = 0; head < needs.heads; ++head)
            needs.caption = std::max(needs.caption,
                                     text_width(ui.fonts.small, caption_px(ui), caption_of(s, layer, head)));
    return needs;
}

// All heads as one matrix, layers below each other, heads side by side; above the diagonal NaN: masked.
void upload_heads(const Trace& trace, render::Heatmap& heatmap) {
    const int layers = trace.layers, heads = trace.heads;
    const auto length = static_cast<Index>(trace.tokens.size());
    Matrix all(layers * length, heads * length);
    for (int layer = 0; layer < layers; ++layer)
        for (int head = 0; head < heads; ++head) {
            auto block = all.block(layer * length, head * length, length, length);
            block = trace.attention_of(layer, head);
            for (Index row = 0; row < length; ++row)
                block.row(row).tail(length - 1 - row).setConstant(std::numeric_limits<float>::quiet_NaN());
        }
    heatmap.upload({all.data(), static_cast<std::size_t>(all.size())}, static_cast<int>(all.rows()),
                   static_cast<int>(all.cols()));
    heatmap.set_colours(render::Colormap::Viridis, 0.0F, 1.0F);
}

void small_heads(PanelContext& context, AttentionState& state, const AttentionNeeds& needs,
                 const Area& area) {
    const Ui& ui = context.ui;
    const SmallMapsLayout layout = small_maps_layout(needs, area.size);
    float side = layout.side;
    const auto words = static_cast<float>(needs.words);
    const float exact = std::max(1.0F, std::floor(side / words)) * words;
    if (exact <= side * 1.02F) side = exact; // whole pixels for each cell, so that cells stay sharp
    state.heads->set_size(static_cast<int>(side) * needs.heads, static_cast<int>(side) * needs.layers);
    render::HeatmapStyle style;
    style.background = to_glm(ui.theme.panel);
    style.masked = style.hatch = to_glm(mix(ui.theme.panel, ui.theme.raised, 0.35F));
    state.heads->set_style(style);
    state.heads->render();
    const bool captions = layout.pitch.x > needs.caption + ui.px(4);
    for (int i = 0; i < needs.layers * needs.heads; ++i) {
        const auto column = static_cast<float>(i % layout.per_line);
        const auto line = static_cast<float>(i / layout.per_line);
        const ImVec2 at{std::floor(area.low.x + ui.px(8) + column * layout.pitch.x),
                        std::floor(area.low.y + ui.px(2) + line * layout.pitch.y)};
        const int layer = i / needs.heads, head = i % needs.heads;
        small_head(context, state,
                   {layer, head, at, side, layout.captions, captions,
                    short_name(ui, layer, head, layout.pitch.x - ui.px(4))});
    }
}

} // namespace wordfield::app
