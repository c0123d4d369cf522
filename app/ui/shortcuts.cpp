// SPDX-License-Identifier: MIT
#include "app/ui/shortcuts.hpp"

namespace wordfield::app {

bool draw_shortcuts(Ui& ui, std::span<const ShortcutLine> lines, const std::string& about, bool& open) {
    const ImVec2 window = ImGui::GetIO().DisplaySize;
    ImGui::SetNextWindowPos({window.x * 0.5F, window.y * 0.5F}, ImGuiCond_Always, {0.5F, 0.5F});
    ImGui::PushStyleColor(ImGuiCol_WindowBg, ui.theme.panel);
    ImGui::PushStyleColor(ImGuiCol_Border, ui.theme.accent);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1.0F);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, ui.px(8));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{ui.px(22), ui.px(18)});
    ImGui::Begin("Shortcuts", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_AlwaysAutoResize |
                     ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoMove);
    text(ui, ui.fonts.title, ui.theme.strong, "Shortcuts");
    ImGui::Dummy({0, ui.px(4)});
    for (const ShortcutLine& line : lines) {
        text(ui, ui.fonts.bold, ui.theme.accent, line.keys);
        ImGui::SameLine(ui.px(140));
        text(ui, ui.fonts.body, ui.theme.text, line.what);
    }
    ImGui::Dummy({0, ui.px(4)});
    if (button(ui, "shortcuts.close", "Close", "Esc or ? close this, too")) open = false;
    ImGui::SameLine(0, ui.px(8));
    const bool tour = button(ui, "shortcuts.tour", "Take the tour", "Five steps through the window");
    if (tour) open = false;
    ImGui::Dummy({0, ui.px(4)});
    remark(ui, about);
    // A button that is held down counts as hovered, too: its click has not ended yet.
    if (ImGui::IsMouseClicked(0) && !ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem))
        open = false;
    ImGui::End();
    ImGui::PopStyleVar(3);
    ImGui::PopStyleColor(2);
    return tour;
}

} // namespace wordfield::app
