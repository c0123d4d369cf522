// SPDX-License-Identifier: MIT
// What lies over the panels: the list of shortcuts, and the screen while a corpus is being loaded.
#include "app/workbench.hpp"

#include <algorithm>
#include <array>

namespace wordfield::app {
namespace {

struct Shortcut {
    const char* keys;
    const char* what;
};

constexpr std::array shortcuts{
    Shortcut{"Space", "play or pause the training"},
    Shortcut{".", "train one step"},
    Shortcut{"R   Shift+R", "restart with the same seed, with a new one"},
    Shortcut{"/   Ctrl+F", "search a word"},
    Shortcut{"click", "choose a word; Ctrl-click adds one, Shift-drag takes a box"},
    Shortcut{"double-click", "fly to a word"},
    Shortcut{"drag", "move the map (3D: turn it; right-drag moves)"},
    Shortcut{"wheel", "zoom at the mouse"},
    Shortcut{"F   Home", "bring the chosen words into view, or everything"},
    Shortcut{"[   ]", "attention head before, after"},
    Shortcut{"←   →", "back and forward in time"},
    Shortcut{"L", "labels on the map"},
    Shortcut{"1 … 8", "show or hide a panel"},
    Shortcut{"Esc", "let go of the chosen words"},
    Shortcut{"F11", "full screen"},
    Shortcut{"Ctrl+S   Ctrl+O", "save the model, open a model or a text"},
    Shortcut{"Ctrl+Z", "take back the last edit of a row"},
    Shortcut{"Ctrl+Q", "quit"},
};

} // namespace

void draw_shortcuts(Ui& ui, bool& open) {
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
    for (const Shortcut& shortcut : shortcuts) {
        text(ui, ui.fonts.bold, ui.theme.accent, shortcut.keys);
        ImGui::SameLine(ui.px(140));
        text(ui, ui.fonts.body, ui.theme.text, shortcut.what);
    }
    ImGui::Dummy({0, ui.px(4)});
    if (button(ui, "shortcuts.close", "Close", "Esc or ? close this, too")) open = false;
    if (ImGui::IsMouseClicked(0) && !ImGui::IsWindowHovered()) open = false;
    ImGui::End();
    ImGui::PopStyleVar(3);
    ImGui::PopStyleColor(2);
}

void draw_loading(Ui& ui, const LoadState& loading) {
    const ImVec2 window = ImGui::GetIO().DisplaySize;
    ImDrawList* draw = ImGui::GetForegroundDrawList();
    const float width = ui.px(360);
    const ImVec2 low{(window.x - width) * 0.5F, window.y * 0.5F};
    if (!loading.error.empty()) {
        const ImVec2 at{low.x - ui.px(80), low.y - ui.px(30)};
        draw->AddText(ui.fonts.title, ui.fonts.title_px, {at.x, at.y - ui.px(34)}, ui.theme.warm,
                      "This could not be opened");
        draw->AddText(ui.fonts.body, ui.fonts.body_px, at, ui.theme.text, loading.error.c_str(), nullptr,
                      width + ui.px(160));
        return;
    }
    const std::string words = "Reading " + loading.what + format(" … %.0f%%", 100 * loading.fraction);
    draw->AddText(ui.fonts.body, ui.fonts.body_px, {low.x, low.y - ui.px(26)}, ui.theme.text, words.c_str());
    draw->AddRectFilled(low, {low.x + width, low.y + ui.px(6)}, ui.theme.raised, ui.px(3));
    draw->AddRectFilled(low, {low.x + width * std::clamp(loading.fraction, 0.0F, 1.0F), low.y + ui.px(6)},
                        ui.theme.accent, ui.px(3));
    draw->AddText(ui.fonts.small, ui.fonts.small_px, {low.x, low.y + ui.px(14)}, ui.theme.dim,
                  "Ctrl+Q or closing the window cancels");
}

} // namespace wordfield::app
