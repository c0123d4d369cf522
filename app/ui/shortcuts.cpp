// SPDX-License-Identifier: MIT
#include "app/ui/shortcuts.hpp"

#include <algorithm>
#include <array>

namespace wordfield::app {
namespace {

struct Shortcut {
    const char* keys;
    const char* what;
};

constexpr std::array shortcuts{
    Shortcut{"Space", "play or pause the training; playing returns to the newest step"},
    Shortcut{".", "train one step"},
    Shortcut{"R   Shift+R", "restart with the same seed, with a new one"},
    Shortcut{"/   Ctrl+F", "search a word"},
    Shortcut{"click", "choose a word; Ctrl-click adds one, Shift-drag takes a box"},
    Shortcut{"double-click", "fly to a word"},
    Shortcut{"drag", "move the map (3D: turn it; right-drag moves)"},
    Shortcut{"wheel", "zoom at the mouse"},
    Shortcut{"Ctrl+Alt+drag", "take a word along and set its row down elsewhere"},
    Shortcut{"Alt-drag", "choose with a lasso"},
    Shortcut{"I", "put only the chosen words on the map; Esc goes back"},
    Shortcut{"F   Home", "bring the chosen words into view, or everything"},
    Shortcut{"[   ]", "attention head before, after"},
    Shortcut{"←   →", "back and forward in time"},
    Shortcut{"L", "labels on the map"},
    Shortcut{"1 … 8", "show or hide a panel"},
    Shortcut{"Esc", "let go of the chosen words"},
    Shortcut{"F11", "full screen"},
    Shortcut{"Ctrl+S   Ctrl+O", "save the model, open a model or a text"},
    Shortcut{"Ctrl+Z", "take back the last edit of a row, isolation or restart"},
    Shortcut{"Ctrl+Q", "quit"},
};

} // namespace

bool draw_shortcuts(Ui& ui, bool& open) {
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
    ImGui::SameLine(0, ui.px(8));
    const bool tour = button(ui, "shortcuts.tour", "Take the tour", "Five steps through the window");
    if (tour) open = false;
    // A button that is held down counts as hovered, too: its click has not ended yet.
    if (ImGui::IsMouseClicked(0) && !ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem))
        open = false;
    ImGui::End();
    ImGui::PopStyleVar(3);
    ImGui::PopStyleColor(2);
    return tour;
}

} // namespace wordfield::app
