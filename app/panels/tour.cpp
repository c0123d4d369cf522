// SPDX-License-Identifier: MIT
#include "app/panels/tour.hpp"

#include "app/desk/panel_view.hpp"
#include "app/ui/lesson.hpp"

#include <algorithm>

namespace wordfield::app {
namespace {

constexpr float card_width = 340, card_height = 212;

Panel panel_named(std::string_view name) {
    for (const PanelEntry& entry : panels())
        if (entry.info.name == name) return entry.info.id;
    return Panel::Map;
}

// Beside the panel where there is room, left, right or above; inside it, at its foot, where there is none.
ImVec2 place_of_card(const Ui& ui, const Area& panel, ImVec2 window) {
    const ImVec2 size{ui.px(card_width), ui.px(card_height)};
    const float gap = ui.px(14);
    const float y = std::clamp(panel.low.y + ui.px(60), gap, window.y - size.y - gap);
    if (panel.high().x + gap + size.x < window.x && panel.size.x < window.x * 0.4F)
        return {panel.high().x + gap, y};
    if (panel.low.x - gap - size.x > 0 && panel.size.x < window.x * 0.4F && panel.size.y > size.y)
        return {panel.low.x - gap - size.x, y};
    if (panel.low.y - gap - size.y > window.y * 0.1F)
        return {std::clamp(panel.low.x + ui.px(40), gap, window.x - size.x - gap),
                panel.low.y - gap - size.y};
    return {panel.low.x + ui.px(24), panel.high().y - size.y - ui.px(40)};
}

} // namespace

void Tour::leave() {
    step_ = -1;
    seen_ = true;
}

void Tour::buttons(Ui& ui, int steps) {
    const ImVec2 origin = ImGui::GetWindowPos();
    for (int i = 0; i < steps; ++i)
        ImGui::GetWindowDrawList()->AddCircleFilled(
            {origin.x + ui.px(24) + ui.px(13) * static_cast<float>(i), origin.y + ui.px(card_height - 29)},
            ui.px(3.5F), i == step_ ? ui.theme.accent : ui.theme.border);
    const ImVec2 size{ui.px(62), 0};
    ImGui::SetCursorPos({ui.px(card_width) - 3 * size.x - ui.px(18 + 12), ui.px(card_height - 42)});
    if (button(ui, "tour.skip", "Skip", "Leave the tour (Esc); the list of shortcuts ( ? ) has it again",
               false, size)) {
        leave();
        return;
    }
    ImGui::SameLine(0, ui.px(6));
    if (button(ui, "tour.back", "Back", "The step before", false, size) && step_ > 0) --step_;
    ImGui::SameLine(0, ui.px(6));
    const bool last = step_ + 1 == steps;
    if (!button(ui, "tour.next", last ? "Done" : "Next", last ? "Enjoy" : "The next step", true, size))
        return;
    if (last)
        leave();
    else
        ++step_;
}

void Tour::card(Ui& ui, const Area& panel) {
    const Lesson& lesson = tour_steps()[step_];
    ImGui::SetNextWindowPos(place_of_card(ui, panel, ImGui::GetIO().DisplaySize));
    ImGui::SetNextWindowSize({ui.px(card_width), ui.px(card_height)});
    ImGui::PushStyleColor(ImGuiCol_WindowBg, ui.theme.panel);
    ImGui::PushStyleColor(ImGuiCol_Border, ui.theme.accent);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1.0F);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, ui.px(8));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{ui.px(18), ui.px(14)});
    ImGui::Begin("Tour", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoMove |
                     ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoNav);
    text(ui, ui.fonts.title, ui.theme.strong, lesson.title);
    ImGui::PushTextWrapPos(0.0F);
    for (const std::string& paragraph : lesson.paragraphs) {
        ImGui::Dummy({0, ui.px(1)});
        text(ui, ui.fonts.body, ui.theme.text, paragraph);
    }
    ImGui::PopTextWrapPos();
    const ImVec2 low = ImGui::GetWindowPos();
    ui.rects.mark("tour.card", low, {low.x + ImGui::GetWindowWidth(), low.y + ImGui::GetWindowHeight()});
    buttons(ui, static_cast<int>(tour_steps().size()));
    ImGui::End();
    ImGui::PopStyleVar(3);
    ImGui::PopStyleColor(2);
}

void Tour::draw(Ui& ui, Workspace& workspace, const Areas& areas) {
    if (step_ < 0 || step_ >= static_cast<int>(tour_steps().size())) return;
    const Panel panel = panel_named(tour_steps()[step_].panel);
    workspace.show(panel, true);
    const Area& area = area_of(areas, panel);
    ImGui::GetForegroundDrawList()->AddRect({area.low.x + 1, area.low.y + 1},
                                            {area.high().x - 1, area.high().y - 1}, ui.theme.accent, ui.px(4),
                                            0, ui.px(2));
    card(ui, area);
}

} // namespace wordfield::app
