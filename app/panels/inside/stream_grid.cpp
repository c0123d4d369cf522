// SPDX-License-Identifier: MIT
#include "app/panels/inside/stream_grid.hpp"

#include <algorithm>
#include <cmath>

namespace wordfield::app {
namespace {

struct GridPlace {
    ImVec2 low;
    float label, width, line;
    [[nodiscard]] ImVec2 of(StreamCell cell) const {
        return {low.x + label + width * static_cast<float>(cell.position),
                low.y + line * static_cast<float>(cell.stage + 1)};
    }
};

void centred(const Ui& ui, const std::string& words, ImVec2 low, ImVec2 size, ImU32 colour) {
    const float px = ui.fonts.small_px;
    const std::string shown = fit(ui.fonts.small, px, words, size.x - ui.px(4));
    const float left = low.x + (size.x - text_width(ui.fonts.small, px, shown)) * 0.5F;
    ImGui::GetWindowDrawList()->AddText(ui.fonts.small, px, {left, low.y + (size.y - px) * 0.5F}, colour,
                                        shown.c_str());
}

void drag_and_drop(const StreamGrid& grid, const StreamGridCell& cell, StreamCell at,
                   StreamGridTouch& touch) {
    if (grid.lends != nullptr && ImGui::BeginDragDropSource(ImGuiDragDropFlags_SourceNoDisableHover)) {
        ImGui::SetDragDropPayload(grid.lends, &at, sizeof at);
        ImGui::TextUnformatted(cell.explanation.c_str());
        ImGui::EndDragDropSource();
    }
    if (grid.takes == nullptr || !ImGui::BeginDragDropTarget()) return;
    if (const ImGuiPayload* const dropped = ImGui::AcceptDragDropPayload(grid.takes)) {
        touch.dropped_from = *static_cast<const StreamCell*>(dropped->Data);
        touch.dropped_on = at;
    }
    ImGui::EndDragDropTarget();
}

void draw_cell(Ui& ui, const StreamGrid& grid, const GridPlace& place, StreamCell at,
               StreamGridTouch& touch) {
    const StreamGridCell cell = grid.cell(at);
    const ImVec2 low = place.of(at), size{place.width, place.line},
                 high{low.x + size.x - 1, low.y + size.y - 1};
    ImGui::SetCursorScreenPos(low);
    ImGui::PushID(at.stage * 4096 + at.position);
    if (ImGui::InvisibleButton(grid.id, size)) touch.clicked = at;
    const bool hovered = ImGui::IsItemHovered();
    drag_and_drop(grid, cell, at, touch);
    ImGui::PopID();
    ui.rects.mark(std::string{grid.id} + format(".%d.%d", at.stage, at.position), low, high);
    ImDrawList* const draw = ImGui::GetWindowDrawList();
    draw->AddRectFilled(low, high, cell.colour, ui.px(3));
    if (cell.chosen || hovered)
        draw->AddRect(low, high, cell.chosen ? ui.theme.accent : ui.theme.dim, ui.px(3), 0, ui.px(1.4F));
    centred(ui, cell.words, low, size, legible_on(cell.colour));
    if (hovered && ImGui::GetDragDropPayload() == nullptr)
        explain_area(ui, low, high, cell.explanation.c_str());
}

} // namespace

std::string layer_label(int stage, int stages) {
    if (stage == 0) return "embedding";
    return stage + 1 == stages ? "output" : format("layer %d", stage);
}

ImU32 signed_colour(const Theme& theme, float value) {
    const float strength = 0.85F * std::min(1.0F, std::abs(value));
    return mix(theme.raised, value >= 0 ? theme.good : theme.warm, strength);
}

StreamGridTouch stream_grid(Ui& ui, const Frame& frame, const StreamGrid& grid) {
    StreamGridTouch touch;
    const auto& tokens = grid.trace.tokens;
    const int stages = static_cast<int>(grid.trace.residual.size());
    const float label = ui.px(66), room = ImGui::GetContentRegionAvail().x - label;
    const GridPlace place{ImGui::GetCursorScreenPos(), label,
                          std::min(ui.px(84), std::floor(room / static_cast<float>(tokens.size()))),
                          ui.fonts.small_px + ui.px(7)};
    for (int i = 0; i < std::ssize(tokens); ++i)
        centred(ui, frame.word(tokens[i]), place.of({-1, i}), {place.width, place.line}, ui.theme.strong);
    for (int stage = 0; stage < stages; ++stage) {
        const ImVec2 low = place.of({stage, 0});
        ImGui::GetWindowDrawList()->AddText(ui.fonts.small, ui.fonts.small_px,
                                            {place.low.x, low.y + ui.px(3)}, ui.theme.dim,
                                            layer_label(stage, stages).c_str());
        for (int i = 0; i < std::ssize(tokens); ++i) draw_cell(ui, grid, place, {stage, i}, touch);
    }
    ImGui::SetCursorScreenPos({place.low.x, place.of({stages, 0}).y + ui.px(4)});
    return touch;
}

} // namespace wordfield::app
