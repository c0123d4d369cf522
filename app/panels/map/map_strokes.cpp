// SPDX-License-Identifier: MIT
#include "app/panels/map/map_strokes.hpp"

#include <algorithm>
#include <cmath>

namespace wordfield::app {

ImVec2 on_screen(const Area& area, const MapState& state, glm::vec3 place) {
    const glm::vec3 p = state.camera.project(place);
    return {area.low.x + p.x, area.low.y + p.y};
}

void arrow(const Ui& ui, ImVec2 from, ImVec2 way, ImU32 colour, float width) {
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const ImVec2 to{from.x + way.x, from.y + way.y};
    const float length = std::hypot(way.x, way.y);
    const ImVec2 along{way.x / length, way.y / length}, across{-along.y, along.x};
    const float head = std::min(ui.px(9), 0.6F * length);
    const ImVec2 neck{to.x - along.x * head, to.y - along.y * head};
    draw->AddLine(from, neck, colour, width);
    draw->AddTriangleFilled(to, {neck.x + across.x * head * 0.5F, neck.y + across.y * head * 0.5F},
                            {neck.x - across.x * head * 0.5F, neck.y - across.y * head * 0.5F}, colour);
}

void dashes(const Ui& ui, ImVec2 a, ImVec2 b, ImU32 colour, float width) {
    const float length = std::hypot(b.x - a.x, b.y - a.y);
    const float on = ui.px(6), period = ui.px(10);
    for (float at = 0; at < length; at += period) {
        const float t0 = at / length, t1 = std::min(1.0F, (at + on) / length);
        ImGui::GetWindowDrawList()->AddLine({a.x + (b.x - a.x) * t0, a.y + (b.y - a.y) * t0},
                                            {a.x + (b.x - a.x) * t1, a.y + (b.y - a.y) * t1}, colour, width);
    }
}

} // namespace wordfield::app
