// SPDX-License-Identifier: MIT
// The "?" of a panel and the page that it opens.
#include "app/ui/lesson.hpp"
#include "app/ui/ui.hpp"

#include <cmath>

namespace wordfield::app {
namespace {

void page(const Ui& ui, const Lesson& lesson) {
    const float width = ui.px(360);
    text(ui, ui.fonts.title, ui.theme.strong, lesson.title);
    ImGui::PushTextWrapPos(ImGui::GetCursorPosX() + width);
    for (const std::string& paragraph : lesson.paragraphs) {
        ImGui::Dummy({width, ui.px(2)});
        text(ui, ui.fonts.body, ui.theme.text, paragraph);
    }
    if (!lesson.formula.empty()) {
        ImGui::Dummy({width, ui.px(4)});
        text(ui, ui.fonts.bold, ui.theme.warm, lesson.formula);
    }
    if (!lesson.source.empty()) {
        ImGui::Dummy({width, ui.px(4)});
        text(ui, ui.fonts.small, ui.theme.dim, lesson.source);
    }
    ImGui::PopTextWrapPos();
}

} // namespace

void help_mark(Ui& ui, std::string_view panel) {
    const Lesson& lesson = lesson_of(panel);
    if (lesson.title.empty()) return;
    const std::string id = "help." + std::string{panel};
    const float size = std::round(ui.fonts.small_px * 1.2F);
    const ImVec2 low = ImGui::GetCursorScreenPos();
    if (ImGui::InvisibleButton(id.c_str(), {size, size})) ImGui::OpenPopup(id.c_str());
    ui.rects.mark_item(id);
    const bool hovered = ImGui::IsItemHovered();
    explain(ui, "What this panel shows, in plain words");
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const ImVec2 middle{low.x + size * 0.5F, low.y + size * 0.5F};
    draw->AddCircle(middle, size * 0.5F, hovered ? ui.theme.accent : ui.theme.border, 20, ui.px(1.2F));
    const float px = ui.fonts.small_px * 0.85F;
    const float width = text_width(ui.fonts.bold, px, "?");
    draw->AddText(ui.fonts.bold, px, {middle.x - width * 0.5F, middle.y - px * 0.5F},
                  hovered ? ui.theme.accent : ui.theme.dim, "?");
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{ui.px(18), ui.px(14)});
    if (ImGui::BeginPopup(id.c_str())) {
        page(ui, lesson);
        ui.rects.mark("help.page", ImGui::GetWindowPos(),
                      {ImGui::GetWindowPos().x + ImGui::GetWindowWidth(),
                       ImGui::GetWindowPos().y + ImGui::GetWindowHeight()});
        if (ui.close_popups) ImGui::CloseCurrentPopup();
        ImGui::EndPopup();
    }
    ImGui::PopStyleVar();
}

} // namespace wordfield::app
