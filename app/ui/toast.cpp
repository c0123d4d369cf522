// SPDX-License-Identifier: MIT
#include "app/ui/toast.hpp"

#include <algorithm>
#include <utility>

namespace wordfield::app {

void Toast::show(std::string sentence, Action action) {
    constexpr float letters_a_second = 16.0F; // of somebody who also looks elsewhere
    sentence_ = std::move(sentence);
    action_ = std::move(action);
    left_ = std::max(action_.label.empty() ? 6.0F : 12.0F,
                     static_cast<float>(sentence_.size()) / letters_a_second);
}

bool Toast::draw(Ui& ui, const Area& map, float dt) {
    left_ = std::max(0.0F, left_ - dt);
    if (!shown()) return false;
    const bool acts = !action_.label.empty();
    const float room = std::max(map.size.x - ui.px(acts ? 180 : 80), ui.px(160));
    const ImVec2 size = ui.fonts.body->CalcTextSizeA(ui.fonts.body_px, room, room, sentence_.c_str());
    ImGui::SetNextWindowPos({map.low.x + map.size.x * 0.5F, map.high().y - ui.px(36)}, ImGuiCond_Always,
                            {0.5F, 1.0F});
    ImGui::PushStyleVar(ImGuiStyleVar_Alpha, std::min(1.0F, left_ * 2));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, ui.px(6));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{ui.px(14), ui.px(8)});
    ImGui::PushStyleColor(ImGuiCol_WindowBg, ui.theme.raised);
    ImGui::Begin("Toast", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_AlwaysAutoResize |
                     ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoMove |
                     ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoNav |
                     (acts ? 0 : ImGuiWindowFlags_NoInputs));
    ui.rects.mark("toast", ImGui::GetWindowPos(),
                  {ImGui::GetWindowPos().x + ImGui::GetWindowWidth(),
                   ImGui::GetWindowPos().y + ImGui::GetWindowHeight()});
    ImGui::PushTextWrapPos(ImGui::GetCursorPosX() + size.x + 1);
    text(ui, ui.fonts.body, ui.theme.strong, sentence_);
    ImGui::PopTextWrapPos();
    bool pressed = false;
    if (acts) {
        ImGui::SameLine(0, ui.px(14));
        pressed = button(ui, "toast.action", action_.label.c_str(), action_.explanation.c_str(), true);
    }
    ImGui::End();
    ImGui::PopStyleColor();
    ImGui::PopStyleVar(3);
    if (pressed) hide();
    return pressed;
}

} // namespace wordfield::app
