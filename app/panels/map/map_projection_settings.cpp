// SPDX-License-Identifier: MIT
// The part of the popover that belongs to the method: its numbers, components, columns.
#include "app/panels/map/map_parts.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <vector>

namespace wordfield::app {
namespace {

constexpr std::array axis_names{"across", "up", "depth"};

void method_buttons(Ui& ui, MapState& state, Outbox& out) {
    section(ui, "Method", "How many dimensions become two or three");
    ProjectionConfig& projection = state.settings.projection;
    const std::span<const ProjectionInfo> all = projections();
    std::vector<const char*> names, explanations;
    int method = 0;
    for (int i = 0; i < std::ssize(all); ++i) {
        names.push_back(all[i].name);
        explanations.push_back(all[i].explanation);
        if (all[i].method == projection.method) method = i;
    }
    constexpr const char* dims[] = {"2D", "3D"};
    int dim = projection.dims == 2 ? 0 : 1;
    bool changed = segmented(ui, state.part("settings.method").c_str(), names, method, explanations);
    changed |= segmented(ui, state.part("settings.dims").c_str(), dims, dim);
    if (!changed) return;
    projection.method = all[method].method;
    projection.dims = dim == 0 ? 2 : 3;
    state.follow = true;
    map_settings_changed(state, out);
}

void number_settings(Ui& ui, const Frame& frame, MapState& state, const ProjectionInfo& info, Outbox& out) {
    if (info.parameters.empty()) return;
    bool changed = false;
    for (const ProjectionParameter& parameter : info.parameters)
        changed |= map_number(ui, frame, state, parameter);
    const std::string about = std::string{info.name} + "'s numbers as at the beginning";
    if (button(ui, (state.part(info.id) + "_defaults").c_str(), "Defaults", about.c_str())) {
        for (const ProjectionParameter& parameter : info.parameters)
            parameter.set(state.settings.projection, parameter.get(ProjectionConfig{}));
        changed = true;
    }
    if (changed) map_settings_changed(state, out);
}

// One of several numbers with a button at each side.
bool stepper(Ui& ui, const std::string& id, const char* name, int& value, int count,
             const char* explanation) {
    const int before = value;
    ImGui::AlignTextToFramePadding();
    text(ui, ui.fonts.small, ui.theme.dim, name);
    explain(ui, explanation);
    ImGui::SameLine(ui.px(54));
    if (button(ui, (id + ".less").c_str(), "<", "The one before", false, {ui.px(22), 0})) --value;
    ImGui::SameLine(0, ui.px(6));
    text(ui, ui.fonts.body, ui.theme.text, format("%2d", value + 1));
    ImGui::SameLine(0, ui.px(6));
    if (button(ui, (id + ".more").c_str(), ">", "The next one", false, {ui.px(22), 0})) ++value;
    value = std::clamp(value, 0, std::max(0, count - 1));
    return value != before;
}

// The share of the variance of each component or column; those shown are lit. A click shows one across.
bool variance_chart(Ui& ui, const std::string& id, const Layout& layout, ProjectionConfig& p,
                    const char* what) {
    const std::vector<float>& shares = layout.all_variances;
    if (shares.empty()) return false;
    const float most = std::max(*std::max_element(shares.begin(), shares.end()), 1e-6F);
    const float width = ImGui::GetContentRegionAvail().x;
    const float height = ui.px(46);
    const ImVec2 low = ImGui::GetCursorScreenPos();
    const bool pressed = ImGui::InvisibleButton(id.c_str(), {width, height});
    const bool hovered = ImGui::IsItemHovered();
    ui.rects.mark_item(id);
    const float bar = width / static_cast<float>(shares.size());
    const int under = std::clamp(static_cast<int>((ImGui::GetIO().MousePos.x - low.x) / bar), 0,
                                 static_cast<int>(shares.size()) - 1);
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->AddRectFilled(low, {low.x + width, low.y + height}, ui.theme.ground, ui.px(3));
    for (std::size_t i = 0; i < shares.size(); ++i) {
        const bool shown = std::find(p.components.begin(), p.components.begin() + p.dims,
                                     static_cast<int>(i)) != p.components.begin() + p.dims;
        const float x = low.x + bar * static_cast<float>(i);
        const float top = low.y + height - std::max(1.0F, (height - ui.px(4)) * shares[i] / most);
        const ImU32 colour = shown                                     ? ui.theme.accent
                             : hovered && under == static_cast<int>(i) ? ui.theme.text
                                                                       : ui.theme.dim;
        draw->AddRectFilled({x + 0.5F, top}, {x + std::max(bar - 0.5F, 1.0F), low.y + height}, colour);
    }
    if (hovered)
        explain(ui, format("%s %d holds %.1f%% of the variance. Click to show it across.", what, under + 1,
                           100 * shares[under])
                        .c_str());
    if (pressed) p.components[0] = under;
    return pressed;
}

void component_settings(Ui& ui, const Frame& frame, MapState& state, Outbox& out) {
    ProjectionConfig& p = state.settings.projection;
    const Layout& layout = *frame.layout;
    const bool columns = projection_info(p.method).choice == ProjectionChoice::Columns;
    const char* what = columns ? "Column" : "Component";
    const int count = frame.moment->model.dim;
    bool changed = variance_chart(ui, state.part("variances"), layout, p, what);
    for (int d = 0; d < p.dims; ++d) {
        const auto at = static_cast<std::size_t>(d);
        changed |=
            stepper(ui, state.part("component") + format(".%d", d), axis_names[at], p.components[at], count,
                    columns ? "Which column of the embedding lies along this axis"
                            : "Which principal component lies along this axis, 1 being the widest");
        if (at < layout.explained_variance.size()) {
            ImGui::SameLine();
            text_right(ui, ui.fonts.small, ui.theme.dim,
                       format("%.1f%% of the variance", 100 * layout.explained_variance[at]));
        }
    }
    if (layout.residual)
        figure(ui, "not shown", format("%.1f%% of the variance", 100 * *layout.residual),
               "Share of the spread of the rows at right angles to everything that the map shows.");
    if (changed) map_settings_changed(state, out);
}

} // namespace

void projection_settings(Ui& ui, const Frame& frame, MapState& state, Outbox& out) {
    method_buttons(ui, state, out);
    const ProjectionInfo& info = projection_info(state.settings.projection.method);
    number_settings(ui, frame, state, info, out);
    switch (info.choice) {
    case ProjectionChoice::Nothing:
        break;
    case ProjectionChoice::WordAxes:
        axes_settings(ui, frame, state, out);
        break;
    case ProjectionChoice::Components:
    case ProjectionChoice::Columns:
        component_settings(ui, frame, state, out);
        break;
    }
}

} // namespace wordfield::app
