// SPDX-License-Identifier: MIT
#include "app/ui/context_menu.hpp"

namespace wordfield::app {
namespace {

void begin_open_menu(Ui& ui) {
    if (ui.close_popups) ImGui::CloseCurrentPopup();
    const ImVec2 low = ImGui::GetWindowPos(), size = ImGui::GetWindowSize();
    ui.rects.mark("menu", low, {low.x + size.x, low.y + size.y});
    ImGui::PushFont(ui.fonts.body);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{ui.px(8), ui.px(6)}); // lists have none
}

} // namespace

bool begin_context_menu(Ui& ui, const char* id) {
    if (!ImGui::BeginPopupContextItem(id)) return false;
    begin_open_menu(ui);
    return true;
}

bool begin_context_popup(Ui& ui, const char* id) {
    if (!ImGui::BeginPopup(id)) return false;
    begin_open_menu(ui);
    return true;
}

void end_context_menu() {
    ImGui::PopStyleVar();
    ImGui::PopFont();
    ImGui::EndPopup();
}

bool context_item(Ui& ui, const char* label, bool enabled) {
    const bool chosen = ImGui::MenuItem(label, nullptr, false, enabled);
    ui.rects.mark_item(std::string{"menu."} + label);
    return chosen;
}

void copy_item(Ui& ui, const char* label, const std::function<std::string()>& what) {
    if (context_item(ui, label)) ImGui::SetClipboardText(what().c_str());
}

} // namespace wordfield::app
