// SPDX-License-Identifier: MIT
#include "app/panels/map_parts.hpp"

#include <algorithm>
#include <cmath>

namespace wordfield::app {
namespace {

void projection_buttons(Ui& ui, MapState& state, Outbox& out) {
    constexpr const char* methods[] = {"t-SNE", "PCA"};
    constexpr const char* method_explanations[] = {
        "t-SNE: keeps near words near, as well as two dimensions can. Distances across the map mean little.",
        "Principal component analysis: a straight shadow of the cloud along its widest directions. Distances "
        "mean something, but most of the space is lost."};
    constexpr const char* dims[] = {"2D", "3D"};
    int method = state.projection.method == ProjectionMethod::Tsne ? 0 : 1;
    int dim = state.projection.dims == 2 ? 0 : 1;
    bool changed = segmented(ui, "map.method", methods, method, method_explanations);
    ImGui::SameLine(0, ui.px(10));
    changed |= segmented(ui, "map.dims", dims, dim);
    if (!changed) return;
    state.projection.method = method == 0 ? ProjectionMethod::Tsne : ProjectionMethod::Pca;
    state.projection.dims = dim == 0 ? 2 : 3;
    state.follow = true;
    out.map_settings_changed = true;
}

void toggle(Ui& ui, const char* id, const char* label, const char* explanation, bool& value) {
    ImGui::SameLine(0, ui.px(2));
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2{ui.px(8), ui.px(3)});
    ImGui::PushStyleColor(ImGuiCol_Button, with_alpha(ui.theme.raised, 0.0F));
    ImGui::PushStyleColor(ImGuiCol_Text, value ? ui.theme.accent : ui.theme.dim);
    ImGui::PushFont(ui.fonts.small);
    ImGui::PushID(id);
    if (ImGui::Button(label)) value = !value;
    ImGui::PopID();
    ImGui::PopFont();
    ImGui::PopStyleColor(2);
    ImGui::PopStyleVar();
    ui.rects.mark_item(id);
    explain(ui, explanation);
}

void label_size(Ui& ui, MapState& state) {
    if (ImGui::IsItemClicked(1)) ImGui::OpenPopup("label size");
    if (!ImGui::BeginPopup("label size")) return;
    figure(ui, "Label size", format("%.0f px", state.label_px),
           "From 10 px to 32 px, for a screen or a projector.");
    slider(ui, "map.label_px", state.label_px, 10.0F, 32.0F, false, ui.theme.accent, ui.px(160));
    ImGui::EndPopup();
}

// Returns the right edge of the tool bar.
float tool_bar(Ui& ui, const Area& area, MapState& state, Outbox& out) {
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->ChannelsSplit(2); // buttons over their ground, whose width is known only afterwards
    draw->ChannelsSetCurrent(1);
    const ImVec2 low{area.low.x + ui.px(10), area.low.y + ui.px(10)};
    ImGui::SetCursorScreenPos({low.x + ui.px(5), low.y + ui.px(4)});
    ImGui::BeginGroup();
    projection_buttons(ui, state, out);
    ImGui::SameLine(0, ui.px(10));
    toggle(ui, "map.trails", "Trails", "Short trails show where words came from", state.trails);
    toggle(ui, "map.neighbours", "Lines", "Lines from the chosen word to its nearest words",
           state.neighbours);
    toggle(ui, "map.labels", "Labels", "Names of words where they fit; right-click for their size",
           state.labels);
    label_size(ui, state);
    bool fit = false;
    toggle(ui, "map.fit", "Fit", "Bring the chosen words into view (F), or everything (Home)", fit);
    if (fit) out.frame_selection = true;
    ImGui::EndGroup();
    const ImVec2 high{ImGui::GetItemRectMax().x + ui.px(5), ImGui::GetItemRectMax().y + ui.px(4)};
    draw->ChannelsSetCurrent(0);
    draw->AddRectFilled(low, high, with_alpha(ui.theme.panel, 0.92F), ui.px(6));
    draw->AddRect(low, high, ui.theme.border, ui.px(6));
    draw->ChannelsMerge();
    return high.x;
}

struct Badge {
    std::string main, small;
    const char* explanation;
};

Badge badge_of(const Layout& layout) {
    Badge badge;
    if (layout.quality)
        badge.main = format("Map keeps %.0f%% of neighbours", 100 * layout.quality->kept);
    else
        badge.main = layout.method;
    if (layout.quality) badge.small = format("k = 10 · trust %.2f", layout.quality->trustworthiness);
    if (layout.divergence) badge.small += format(" · KL %.2f", *layout.divergence);
    if (!layout.explained_variance.empty()) {
        float sum = 0;
        for (const float share : layout.explained_variance) sum += share;
        badge.small += format(" · %.0f%% of the variance", 100 * sum);
    }
    badge.explanation = layout.config.method == ProjectionMethod::Tsne
                            ? "Of each word's ten nearest words in the full space, the share that is among "
                              "its ten nearest on the map. Trust: trustworthiness (Venna & Kaski 2001), "
                              "1 when no stranger was brought near. KL: what the map still gets wrong, in "
                              "nats. Distances across a t-SNE map mean little."
                            : "Of each word's ten nearest words in the full space, the share that is among "
                              "its ten nearest on the map. A flat shadow of many dimensions "
                              "loses most of them: the variance says how much of the spread is left.";
    return badge;
}

void quality_badge(Ui& ui, const Area& area, const Layout& layout, float tool_bar_end) {
    const Badge badge = badge_of(layout);
    const float width = std::max(text_width(ui.fonts.body, ui.fonts.small_px * 1.08F, badge.main),
                                 text_width(ui.fonts.small, ui.fonts.small_px, badge.small)) +
                        ui.px(20);
    const float height = ui.fonts.small_px * 2.2F + ui.px(14);
    ImVec2 low{area.high().x - width - ui.px(10), area.low.y + ui.px(10)};
    if (low.x < tool_bar_end + ui.px(8))
        low = {area.low.x + ui.px(10), area.low.y + ui.px(48)}; // a narrow map: below the tool bar
    const ImVec2 high{low.x + width, low.y + height};
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->AddRectFilled(low, high, with_alpha(ui.theme.panel, 0.92F), ui.px(6));
    draw->AddRect(low, high, ui.theme.border, ui.px(6));
    draw->AddText(ui.fonts.body, ui.fonts.small_px * 1.08F, {low.x + ui.px(10), low.y + ui.px(6)},
                  ui.theme.text, badge.main.c_str());
    draw->AddText(ui.fonts.small, ui.fonts.small_px,
                  {low.x + ui.px(10), low.y + ui.px(8) + ui.fonts.small_px * 1.15F}, ui.theme.dim,
                  badge.small.c_str());
    ui.rects.mark("map.quality", low, high);
    explain_area(ui, low, high, badge.explanation);
}

void footer(Ui& ui, const Area& area, const Frame& frame) {
    const Layout& layout = *frame.layout;
    std::string words =
        format("%s of %s words", with_commas(static_cast<std::int64_t>(layout.words.size())).c_str(),
               with_commas(layout.vocabulary).c_str());
    if (frame.snapshot->step - layout.step > 120)
        words += format(" · map of step %s", with_commas(layout.step).c_str());
    const ImVec2 at{area.low.x + ui.px(14), area.high().y - ui.fonts.small_px - ui.px(8)};
    ImGui::GetWindowDrawList()->AddText(ui.fonts.small, ui.fonts.small_px, at, ui.theme.dim, words.c_str());
    explain_area(ui, at,
                 {at.x + text_width(ui.fonts.small, ui.fonts.small_px, words), at.y + ui.fonts.small_px},
                 "How many words the map shows. Function words and marks have rows like any other; they are "
                 "left out of the map by default.");
}

} // namespace

void map_overlay(Ui& ui, const Area& area, const Frame& frame, MapState& state, Outbox& out) {
    const float end = tool_bar(ui, area, state, out);
    quality_badge(ui, area, *frame.layout, end);
    footer(ui, area, frame);
}

} // namespace wordfield::app
