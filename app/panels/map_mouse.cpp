// SPDX-License-Identifier: MIT
#include "app/panels/map_parts.hpp"

#include <algorithm>
#include <cmath>

namespace wordfield::app {
namespace {

glm::vec2 inside(const Area& area, ImVec2 p) {
    return {p.x - area.low.x, p.y - area.low.y};
}

void hover(const Area& area, MapState& state, Selection& selection, float radius) {
    state.under_mouse.reset();
    if (!ImGui::IsItemHovered() || state.dragged) return;
    const auto pick = state.grid.nearest(inside(area, ImGui::GetIO().MousePos), radius);
    if (!pick) return;
    state.under_mouse = state.scene.words[static_cast<std::size_t>(pick->index)];
    selection.hover(*state.under_mouse);
    ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
}

void select_box(Ui& ui, const Area& area, MapState& state, Selection& selection) {
    const ImVec2 from = *state.box_from;
    const ImVec2 to = ImGui::GetIO().MousePos;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->AddRectFilled(from, to, with_alpha(ui.theme.accent, 0.12F));
    draw->AddRect(from, to, ui.theme.accent);
    if (ImGui::IsMouseDown(0)) return;
    state.box_from.reset();
    if (!ImGui::GetIO().KeyCtrl) selection.clear();
    for (const int index : state.grid.in_box(inside(area, from), inside(area, to))) {
        const TokenId id = state.scene.words[static_cast<std::size_t>(index)];
        if (!selection.is_pinned(id)) selection.toggle(id);
    }
}

void drag(MapState& state) {
    const ImGuiIO& io = ImGui::GetIO();
    const float way = std::hypot(io.MousePos.x - state.pressed_at.x, io.MousePos.y - state.pressed_at.y);
    if (way > 4.0F) state.dragged = true; // a hand is never quite still while it clicks
    if (!state.dragged || (io.MouseDelta.x == 0 && io.MouseDelta.y == 0)) return;
    state.follow = false;
    const glm::vec2 delta{io.MouseDelta.x, io.MouseDelta.y};
    const bool turns = state.camera.mode() == render::Camera::Mode::Orbit && ImGui::IsMouseDown(0);
    turns ? state.camera.orbit(delta) : state.camera.pan(delta);
}

void click(MapState& state, Selection& selection, Outbox& out) {
    const bool add = ImGui::GetIO().KeyCtrl;
    if (state.under_mouse)
        selection.click(*state.under_mouse, add);
    else if (!add)
        selection.clear();
    if (state.under_mouse && ImGui::IsMouseDoubleClicked(0)) out.fly_to = *state.under_mouse;
}

} // namespace

void map_mouse(Ui& ui, const Area& area, const Frame& frame, MapState& state, Selection& selection,
               Outbox& out) {
    const ImGuiIO& io = ImGui::GetIO();
    ImGui::SetCursorScreenPos(area.low);
    ImGui::InvisibleButton("canvas", area.size,
                           ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonRight |
                               ImGuiButtonFlags_MouseButtonMiddle);
    ImGui::SetItemAllowOverlap();
    ui.rects.mark_item("map.canvas");
    hover(area, state, selection, ui.px(8));
    if (ImGui::IsItemHovered() && io.MouseWheel != 0) {
        state.follow = false;
        state.camera.zoom_at(inside(area, io.MousePos), std::pow(1.18F, io.MouseWheel));
    }
    if (ImGui::IsItemActivated()) {
        state.pressed_at = io.MousePos;
        state.dragged = false;
        if (io.KeyShift && ImGui::IsMouseDown(0)) state.box_from = io.MousePos;
    }
    if (state.box_from)
        select_box(ui, area, state, selection);
    else if (ImGui::IsItemActive())
        drag(state);
    if (ImGui::IsItemHovered() && ImGui::IsMouseClicked(0) && !io.KeyShift) click(state, selection, out);
    if (!ImGui::IsItemActive()) state.dragged = false;
    if (!state.under_mouse || state.box_from) return;
    const int category = frame.corpus().category[static_cast<std::size_t>(*state.under_mouse)];
    explain(ui, format("%s · id %d%s · seen %s×", frame.word(*state.under_mouse).c_str(), *state.under_mouse,
                       category < 0
                           ? ""
                           : (" · " + frame.corpus().categories[static_cast<std::size_t>(category)]).c_str(),
                       with_commas(frame.corpus().vocabulary.count(*state.under_mouse)).c_str())
                    .c_str());
}

} // namespace wordfield::app
