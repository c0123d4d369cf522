// SPDX-License-Identifier: MIT
#include "app/workbench/quit_dialog.hpp"

namespace wordfield::app {

std::optional<QuitDialog::Answer> QuitDialog::draw(Ui& ui, std::int64_t step) {
    if (!open_) return std::nullopt;
    std::optional<Answer> answer;
    begin_dialog(ui, "Quit", 440);
    text(ui, ui.fonts.bold, ui.theme.strong, "Save before quitting?");
    remark(ui, "The model has been trained to step " + with_commas(step) +
                   ". What was not saved is lost when the window closes.");
    ImGui::Dummy({0, ui.px(2)});
    const bool entered =
        !ImGui::GetIO().WantTextInput && ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Enter), false);
    if (button(ui, "quit.save", "Save …", "Choose a file, save and quit (Enter)", true) || entered)
        answer = Answer::Save;
    ImGui::SameLine();
    if (button(ui, "quit.discard", "Quit without saving", "The training since the last save is lost"))
        answer = Answer::Quit;
    ImGui::SameLine();
    if (button(ui, "quit.cancel", "Cancel", "Stay here (Esc)")) open_ = false;
    ImGui::SameLine(0, ui.px(18));
    ImGui::PushFont(ui.fonts.small);
    ImGui::PushStyleVar(ImGuiStyleVar_FrameBorderSize, 1.0F); // its box is as dark as what it lies on
    ImGui::Checkbox("Don't ask again", &never_again_);
    ImGui::PopStyleVar();
    ImGui::PopFont();
    ui.rects.mark_item("quit.never");
    explain(ui, "From now on the window closes at once. \"quit_asks_after\" in settings.json brings the "
                "question back.");
    end_dialog();
    if (answer) open_ = false;
    return answer;
}

} // namespace wordfield::app
