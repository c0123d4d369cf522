// SPDX-License-Identifier: MIT
#include "app/ui/section.hpp"

#include <cmath>

namespace wordfield::app {
namespace {

void triangle(const Ui& ui, ImVec2 middle, bool open, ImU32 colour) {
    const float r = ui.px(3.5F);
    ImDrawList* const draw = ImGui::GetWindowDrawList();
    if (open)
        draw->AddTriangleFilled({middle.x - r, middle.y - 0.6F * r}, {middle.x + r, middle.y - 0.6F * r},
                                {middle.x, middle.y + 0.8F * r}, colour);
    else
        draw->AddTriangleFilled({middle.x - 0.6F * r, middle.y - r}, {middle.x + 0.8F * r, middle.y},
                                {middle.x - 0.6F * r, middle.y + r}, colour);
}

} // namespace

bool Sections::begin(const Head& head) {
    if (any_) divider(ui_);
    any_ = true;
    const auto known = open_.find(head.name);
    bool open = known != open_.end() ? known->second : head.open;
    const float width = ImGui::GetContentRegionAvail().x, height = std::round(ui_.fonts.body_px * 1.4F);
    const ImVec2 low = ImGui::GetCursorScreenPos();
    if (ImGui::InvisibleButton(head.name, {std::max(1.0F, width), height})) open_[head.name] = open = !open;
    ui_.rects.mark_item(std::string{"section."} + head.name);
    const bool hovered = ImGui::IsItemHovered();
    if (head.explanation != nullptr) explain(ui_, head.explanation);
    triangle(ui_, {low.x + ui_.px(5), low.y + height * 0.5F}, open,
             hovered ? ui_.theme.accent : ui_.theme.dim);
    ImDrawList* const draw = ImGui::GetWindowDrawList();
    const float indent = ui_.px(15), y = low.y + (height - ui_.fonts.body_px) * 0.5F;
    draw->AddText(ui_.fonts.bold, ui_.fonts.body_px, {low.x + indent, y}, ui_.theme.strong, head.name);
    const float used = indent + text_width(ui_.fonts.bold, ui_.fonts.body_px, head.name) + ui_.px(10);
    const std::string note = fit(ui_.fonts.small, ui_.fonts.small_px, head.note, width - used);
    draw->AddText(ui_.fonts.small, ui_.fonts.small_px,
                  {low.x + width - text_width(ui_.fonts.small, ui_.fonts.small_px, note),
                   low.y + (height - ui_.fonts.small_px) * 0.5F},
                  ui_.theme.dim, note.c_str());
    return open;
}

} // namespace wordfield::app
