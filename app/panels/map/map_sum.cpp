// SPDX-License-Identifier: MIT
// A sum of words as a figure on the map: b - a + c = d is the same way from two words.
#include "app/panels/map/map_parts.hpp"
#include "app/panels/map/map_strokes.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace wordfield::app {
namespace {

// A ring with the word's name, on the side that looks away from the middle of the figure.
void corner(const Ui& ui, MapState& state, const std::string& word, ImVec2 at, ImVec2 middle, bool winner) {
    const ImU32 colour = winner ? ui.theme.good : ui.theme.strong;
    const float px = ui.fonts.body_px, width = text_width(ui.fonts.bold, px, word);
    const ImVec2 away{at.x - middle.x, at.y - middle.y};
    const float length = std::max(1.0F, std::hypot(away.x, away.y));
    const ImVec2 at_name{at.x + away.x / length * (ui.px(14) + width * 0.5F),
                         at.y + away.y / length * (ui.px(14) + px * 0.5F)};
    const ImVec2 low{at_name.x - width * 0.5F, at_name.y - px * 0.5F};
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->AddCircle(at, ui.px(9), colour, 24, ui.px(1.6F));
    draw->AddRectFilled({low.x - ui.px(3), low.y - ui.px(1)},
                        {low.x + width + ui.px(3), low.y + px + ui.px(1)}, with_alpha(ui.theme.ground, 0.85F),
                        ui.px(3));
    draw->AddText(ui.fonts.bold, px, low, colour, word.c_str());
    state.signs.push_back({low, {width, px}});
}

// b - a + c and its winner d: the way from a to b, and the same way from c to d.
void figure_of(Ui& ui, const Area& area, const Frame& frame, MapState& state) {
    std::array<ImVec2, 4> at;
    ImVec2 middle{0, 0};
    for (std::size_t i = 0; i < at.size(); ++i) {
        at[i] = on_screen(area, state, state.motion.position(frame.sum[i]));
        middle = {middle.x + at[i].x / 4, middle.y + at[i].y / 4};
    }
    const auto way = [&](ImVec2 from, ImVec2 to) {
        const ImVec2 d{to.x - from.x, to.y - from.y};
        if (std::hypot(d.x, d.y) < ui.px(4)) return;
        dashes(ui, from, to, with_alpha(ui.theme.strong, 0.9F), ui.px(1.8F));
        const float share = std::max(0.0F, 1.0F - ui.px(16) / std::hypot(d.x, d.y));
        arrow(ui, {from.x + d.x * share, from.y + d.y * share},
              {d.x * (1 - share) * 0.6F, d.y * (1 - share) * 0.6F}, ui.theme.strong, ui.px(1.8F));
    };
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->AddLine(at[0], at[2], with_alpha(ui.theme.dim, 0.8F), ui.px(1.2F));
    draw->AddLine(at[1], at[3], with_alpha(ui.theme.dim, 0.8F), ui.px(1.2F));
    way(at[0], at[1]);
    way(at[2], at[3]);
    for (std::size_t i = 0; i < 4; ++i) corner(ui, state, frame.word(frame.sum[i]), at[i], middle, i == 3);
    ui.rects.mark("map.sum", at[3], {at[3].x + 1, at[3].y + 1});
}

// A new figure that is out of view, or too small for its names, is brought into view; after that the camera
// is the user's.
void bring_into_view(const Ui& ui, const Area& area, const Frame& frame, MapState& state) {
    if (state.marks.framed_sum == frame.sum) return;
    state.marks.framed_sum = frame.sum;
    std::vector<glm::vec3> places;
    ImVec2 low = area.high(), high = area.low;
    for (const TokenId word : frame.sum) {
        places.push_back(state.motion.position(word));
        const ImVec2 at = on_screen(area, state, places.back());
        low = {std::min(low.x, at.x), std::min(low.y, at.y)};
        high = {std::max(high.x, at.x), std::max(high.y, at.y)};
    }
    const bool seen = area.contains(low) && area.contains(high);
    const bool large = std::max(high.x - low.x, high.y - low.y) > 0.3F * std::min(area.size.x, area.size.y);
    if (!seen || !large) frame_points(ui, state, places);
}

// The plane in which the figure is a parallelogram, if the rows say so: one axis for each of its two ways.
void offer_axes(PanelContext& context, MapState& state) {
    auto& [ui, info, area, frame, view, out] = context;
    ProjectionConfig& projection = state.settings.projection;
    const auto a = frame.sum[0], b = frame.sum[1], c = frame.sum[2];
    const std::vector<WordAxis> axes{{{a}, {c}}, {{a}, {b}}};
    if (projection.method == ProjectionMethod::Axes && projection.axes == axes) return;
    const std::string label = "Show on axes";
    const float width = text_width(ui.fonts.small, ui.fonts.small_px, label) + ui.px(18);
    ImGui::SetCursorScreenPos({area.low.x + (area.size.x - width) * 0.5F, area.high().y - ui.px(64)});
    const std::string about = "A map whose axes are this sum's: “" + frame.word(a) + "” to “" +
                              frame.word(c) + "” across, “" + frame.word(a) + "” to “" + frame.word(b) +
                              "” upwards. Where the sum holds, its four words form a parallelogram.";
    const bool pressed =
        button(ui, state.part("sum_axes").c_str(), label.c_str(), about.c_str(), true, {width, 0});
    const ImVec2 low = ImGui::GetItemRectMin(), high = ImGui::GetItemRectMax();
    state.controls.push_back({low, {high.x - low.x, high.y - low.y}});
    if (!pressed) return;
    projection.method = ProjectionMethod::Axes;
    projection.dims = 2;
    projection.axes = axes;
    write_axes(state, frame.corpus());
    state.follow = true;
    map_settings_changed(state, out);
}

} // namespace

bool has_sum_figure(const Frame& frame, const MapState& state, const Selection& selection) {
    return state.leads() && selection.show_sum && frame.sum.size() == 4 &&
           std::ranges::all_of(frame.sum, [&](TokenId word) { return state.motion.shows(word); });
}

void draw_sum_figure(PanelContext& context, MapState& state) {
    auto& [ui, info, area, frame, view, out] = context;
    if (!view.selection.show_sum) state.marks.framed_sum.clear();
    if (!has_sum_figure(frame, state, view.selection)) return;
    bring_into_view(ui, area, frame, state);
    figure_of(ui, area, frame, state);
}

void draw_sum_tools(PanelContext& context, MapState& state) {
    if (has_sum_figure(context.frame, state, context.view.selection)) offer_axes(context, state);
}

} // namespace wordfield::app
