// SPDX-License-Identifier: MIT
// The tool bar over a map.
#include "app/panels/map/map_parts.hpp"

#include "model/map/projection_info.hpp"

#include <vector>

namespace wordfield::app {
namespace {

// Those that there is room for, and the one in use: other methods are chosen in the settings.
std::vector<const ProjectionInfo*> offered(ProjectionMethod in_use, bool narrow) {
    std::vector<const ProjectionInfo*> list;
    for (const ProjectionInfo& info : projections())
        if (info.method == in_use || info.tool_bar == ToolBarPlace::Always ||
            (info.tool_bar == ToolBarPlace::WhereRoom && !narrow))
            list.push_back(&info);
    return list;
}

void projection_buttons(Ui& ui, MapState& state, bool narrow, bool tight, Outbox& out) {
    constexpr const char* dims[] = {"2D", "3D"};
    ProjectionConfig& projection = state.settings.projection;
    const auto list = offered(projection.method, narrow);
    std::vector<const char*> names, explanations;
    int chosen = 0;
    for (int i = 0; i < std::ssize(list); ++i) {
        names.push_back(list[i]->short_name);
        explanations.push_back(list[i]->explanation);
        if (list[i]->method == projection.method) chosen = i;
    }
    int dim = projection.dims == 2 ? 0 : 1;
    bool changed = segmented(ui, state.part("method").c_str(), names, chosen, explanations);
    const bool other = changed;
    if (!tight) ImGui::SameLine(0, ui.px(8));
    constexpr const char* dim_explanations[] = {"A flat map", "A map in space: drag to turn it"};
    if (!tight) changed |= segmented(ui, state.part("dims").c_str(), dims, dim, dim_explanations);
    if (!changed) return;
    projection.method = list[chosen]->method;
    projection.dims = dim == 0 ? 2 : 3;
    state.view.open |= other && list[chosen]->needs_choice;
    state.follow = true;
    map_settings_changed(state, out);
}

bool toggle(Ui& ui, const std::string& id, const char* label, const char* explanation, bool& value) {
    ImGui::SameLine(0, ui.px(2));
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2{ui.px(7), ui.px(3)});
    ImGui::PushStyleColor(ImGuiCol_Button, with_alpha(ui.theme.raised, 0.0F));
    ImGui::PushStyleColor(ImGuiCol_Text, value ? ui.theme.accent : ui.theme.dim);
    ImGui::PushFont(ui.fonts.small);
    ImGui::PushID(id.c_str());
    const bool pressed = ImGui::Button(label);
    if (pressed) value = !value;
    ImGui::PopID();
    ImGui::PopFont();
    ImGui::PopStyleColor(2);
    ImGui::PopStyleVar();
    ui.rects.mark_item(id);
    explain(ui, explanation);
    return pressed;
}

void label_size(Ui& ui, MapState& state) {
    if (ImGui::IsItemClicked(1)) ImGui::OpenPopup("label size");
    if (!ImGui::BeginPopup("label size")) return;
    if (ui.close_popups) ImGui::CloseCurrentPopup();
    figure(ui, "Label size", format("%.0f px", state.label_px),
           "From 10 px to 32 px, for a screen or a projector.");
    slider(ui, "map.label_px", state.label_px, 10.0F, 32.0F, false, ui.theme.accent, ui.px(160));
    toggle(ui, "map.names_over_dots", "Names over dots",
           "Dots are smaller, and names may lie over them: many more can be read", state.names_over_dots);
    ImGui::EndPopup();
}

void look_toggles(Ui& ui, MapState& state, bool narrow, Outbox& out) {
    ImGui::SameLine(0, ui.px(6));
    if (!narrow) {
        toggle(ui, "map.trails", "Trails", "Short trails show where words came from", state.trails);
        toggle(ui, "map.neighbours", "Lines", "Lines from the chosen word to its nearest words",
               state.neighbours);
    }
    toggle(
        ui, "map.trust", "Trust",
        "What the map did to the neighbourhood of the chosen word: the arc around it is the share of its ten "
        "nearest words that stayed near, dashed lines lead to those that are missing here, crosses mark "
        "strangers that were brought near",
        state.trust);
    toggle(ui, "map.labels", "Labels", "Names of words where they fit (L); right-click for their size",
           state.labels);
    label_size(ui, state);
    bool fit = false;
    toggle(ui, "map.fit", "Fit", "Bring the chosen words into view (F), or everything (Home)", fit);
    if (fit) out.post(FrameMap{.all = false});
}

void settings_toggles(Ui& ui, MapState& state, int maps, Outbox& out) {
    ImGui::SameLine(0, ui.px(6));
    toggle(ui, state.part("settings"), "Settings",
           "How this map is made: method and its numbers, which words, what colours mean", state.view.open);
    if (!state.leads()) {
        bool close = false;
        if (toggle(ui, state.part("close"), "×", ("Close " + map_name(state)).c_str(), close))
            out.post(ShowMaps{state.index});
        return;
    }
    bool two = maps > 1;
    if (toggle(ui, "map.two", "Two maps", "A second map beside this one, with its own method or rows", two))
        out.post(ShowMaps{maps > 1 ? 1 : 2});
}

} // namespace

void map_settings_changed(const MapState& state, Outbox& out) {
    out.post(MapSettingsChanged{state.index});
}

bool is_narrow(const Ui& ui, const Area& area) {
    return area.size.x < ui.px(585);
}

bool is_tight(const Ui& ui, const Area& area) {
    return area.size.x < ui.px(450);
}

ImVec2 map_tool_bar(PanelContext& context, MapState& state) {
    auto& [ui, info, area, frame, view, out] = context;
    const bool narrow = is_narrow(ui, area);
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->ChannelsSplit(2); // buttons over their ground, whose width is known only afterwards
    draw->ChannelsSetCurrent(1);
    const ImVec2 low{area.low.x + ui.px(10), area.low.y + ui.px(10)};
    ImGui::SetCursorScreenPos({low.x + ui.px(5), low.y + ui.px(4)});
    ImGui::BeginGroup();
    const bool tight = is_tight(ui, area);
    projection_buttons(ui, state, narrow, tight, out);
    if (state.leads() && !tight) look_toggles(ui, state, narrow, out);
    settings_toggles(ui, state, frame.maps, out);
    ImGui::EndGroup();
    const ImVec2 high{ImGui::GetItemRectMax().x + ui.px(5), ImGui::GetItemRectMax().y + ui.px(4)};
    draw->ChannelsSetCurrent(0);
    draw->AddRectFilled(low, high, with_alpha(ui.theme.panel, 0.92F), ui.px(6));
    draw->AddRect(low, high, ui.theme.border, ui.px(6));
    draw->ChannelsMerge();
    state.controls.push_back({low, {high.x - low.x, high.y - low.y}});
    return high;
}

} // namespace wordfield::app
