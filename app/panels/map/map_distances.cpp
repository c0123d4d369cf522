// SPDX-License-Identifier: MIT
// The part of the popover that tells how far distances on the map can be believed: its Shepard diagram.
#include "app/panels/map/map_parts.hpp"

#include <algorithm>

namespace wordfield::app {
namespace {

constexpr const char* about_stress =
    "Kruskal's stress-1: how far distances on the map are off, over all of these pairs, at the scale that "
    "suits "
    "the map best; 0 when all are kept, 1 when they tell nothing. Below .1 a map can be read with a ruler.";
constexpr const char* about_diagram =
    "A Shepard diagram: each point is a pair of words, across its distance in the space, up its distance on "
    "the map. On the diagonal a distance is kept; above it two words were pushed apart, below it together.";

void diagram(Ui& ui, const MapState& state, const ShepardDiagram& shepard) {
    const ImVec2 low = ImGui::GetCursorScreenPos();
    const ImVec2 size{ImGui::GetContentRegionAvail().x, ui.px(120)};
    ImGui::Dummy(size);
    ui.rects.mark_item(state.part("distances"));
    explain(ui, about_diagram);
    const ImVec2 high{low.x + size.x, low.y + size.y};
    float across = 1e-6F;
    float up = 1e-6F;
    for (const ShepardPair& pair : shepard.pairs) {
        across = std::max(across, pair.space);
        up = std::max(up, pair.map);
    }
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->AddRectFilled(low, high, ui.theme.ground, ui.px(3));
    const auto at = [&](float space, float map) {
        return ImVec2{low.x + size.x * space / across, high.y - size.y * map / up};
    };
    const float kept = std::min(across, up); // the diagonal ends where one of the axes does
    draw->AddLine(at(0, 0), at(kept, kept), ui.theme.warm);
    const ImU32 colour = with_alpha(ui.theme.accent, 0.45F);
    const float half = ui.px(0.8F);
    for (const ShepardPair& pair : shepard.pairs) {
        const ImVec2 p = at(pair.space, pair.map);
        draw->AddRectFilled({p.x - half, p.y - half}, {p.x + half, p.y + half}, colour);
    }
    const float text_y = high.y - ui.fonts.small_px - ui.px(2);
    const char* words = "distance in the space";
    draw->AddText(ui.fonts.small, ui.fonts.small_px,
                  {high.x - text_width(ui.fonts.small, ui.fonts.small_px, words) - ui.px(5), text_y},
                  ui.theme.dim, words);
    draw->AddText(ui.fonts.small, ui.fonts.small_px, {low.x + ui.px(5), low.y + ui.px(2)}, ui.theme.dim,
                  "on the map");
}

} // namespace

void distances_settings(Ui& ui, const Frame& frame, MapState& state) {
    section(ui, "Distances", "How far distances on the map can be believed");
    MapSettingsView& view = state.view;
    if (view.shepard_of != frame.layout && frame.layout->rows) {
        view.shepard_of = frame.layout;
        view.shepard = shepard_diagram(*frame.layout->rows, frame.layout->positions);
    }
    diagram(ui, state, view.shepard);
    figure(ui, format("stress, %s pairs", with_commas(std::ssize(view.shepard.pairs)).c_str()),
           format("%.3f", view.shepard.stress), about_stress);
}

} // namespace wordfield::app
