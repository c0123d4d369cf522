// SPDX-License-Identifier: MIT
#include "app/ui/file_dialog.hpp"

#include <algorithm>
#include <cstring>

namespace wordfield::app {

void FileDialog::open(Kind kind, const std::string& path) {
    kind_ = kind;
    open_ = begins_ = true;
    const std::size_t length = std::min(path.size(), sizeof path_ - 1);
    std::memcpy(path_, path.data(), length);
    path_[length] = '\0';
}

std::optional<std::string> FileDialog::draw(Ui& ui) {
    if (!open_) return std::nullopt;
    const bool saves = kind_ == Kind::Save;
    const ImVec2 window = ImGui::GetIO().DisplaySize;
    ImGui::SetNextWindowPos({window.x * 0.5F, window.y * 0.4F}, ImGuiCond_Always, {0.5F, 0.5F});
    ImGui::SetNextWindowSize({ui.px(520), 0});
    ImGui::PushStyleColor(ImGuiCol_Border, ui.theme.accent);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1.0F);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, ui.px(8));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{ui.px(18), ui.px(16)});
    ImGui::Begin("File", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoMove);
    text(ui, ui.fonts.bold, ui.theme.strong, saves ? "Save the model" : "Open");
    remark(ui, saves ? "Weights, optimiser, chance and settings in one file, so that the run can go on later "
                       "as if it had never stopped."
                     : "A checkpoint (.ckpt) of this corpus goes on where it was saved; any text or .grammar "
                       "file becomes the new corpus.");
    if (begins_) ImGui::SetKeyboardFocusHere();
    begins_ = false;
    ImGui::SetNextItemWidth(-1);
    bool confirmed = ImGui::InputText("##path", path_, sizeof path_, ImGuiInputTextFlags_EnterReturnsTrue);
    ui.rects.mark_item("file.path");
    confirmed |= button(ui, "file.confirm", saves ? "Save" : "Open", "Enter does the same", true);
    ImGui::SameLine();
    if (button(ui, "file.cancel", "Cancel", "Esc does the same")) open_ = false;
    ImGui::End();
    ImGui::PopStyleVar(3);
    ImGui::PopStyleColor();
    if (!confirmed || path_[0] == '\0') return std::nullopt;
    open_ = false;
    return std::string{path_};
}

} // namespace wordfield::app
