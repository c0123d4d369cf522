// SPDX-License-Identifier: MIT
#include "app/workbench/file_dialog.hpp"

#include "model/formats/registry.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

namespace wordfield::app {
namespace {

bool is_there(const char* path) {
    std::error_code ignored; // what cannot be looked at is told when it is saved
    return std::filesystem::is_regular_file(path, ignored);
}

bool enter_pressed() {
    return ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Enter), false);
}

} // namespace

void FileDialog::open(Kind kind, const std::string& path) {
    kind_ = kind;
    open_ = begins_ = true;
    replaces_ = false;
    const std::size_t length = std::min(path.size(), sizeof path_ - 1);
    std::memcpy(path_, path.data(), length);
    path_[length] = '\0';
}

void FileDialog::close() {
    open_ = begins_ = std::exchange(replaces_, false);
}

bool FileDialog::asks_for_path(Ui& ui) {
    const bool saves = kind_ == Kind::Save;
    text(ui, ui.fonts.bold, ui.theme.strong, saves ? "Save the model" : "Open");
    remark(ui, saves ? "Weights, optimiser, chance and settings in one file, so that the run can go on later "
                       "as if it had never stopped."
                     : "A checkpoint (.ckpt) goes on where it was saved; any text or .grammar file becomes "
                       "the new corpus.");
    if (begins_) ImGui::SetKeyboardFocusHere();
    begins_ = false;
    ImGui::SetNextItemWidth(-1);
    constexpr auto flags = ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll;
    bool confirmed = ImGui::InputText("##path", path_, sizeof path_, flags);
    ui.rects.mark_item("file.path");
    if (!saves) ask_how_to_read(ui);
    confirmed |= !ImGui::IsAnyItemActive() && enter_pressed(); // after a click on a choice below
    confirmed |= button(ui, "file.confirm", saves ? "Save" : "Open", "Enter does the same", true);
    ImGui::SameLine();
    if (button(ui, "file.cancel", "Cancel", "Esc does the same")) open_ = false;
    return confirmed && path_[0] != '\0';
}

// Of no use to checkpoints and grammars, which say themselves how they are to be read.
void FileDialog::ask_how_to_read(Ui& ui) {
    if (format_of_name(path_).holds != Format::Holds::Text) return;
    constexpr std::array<const char*, 3> tokens{"Words", "With capitals", "Code"};
    constexpr std::array<const char*, 3> token_explanations{
        "Lower-cased words; every mark is a token of its own (--tokens words)",
        "Words as they are written: Polish and polish are two (--tokens cased)",
        "Names with their capitals and underscores; operators such as -> stay whole (--tokens code)"};
    constexpr std::array<const char*, 3> documents{"Blank lines", "Every line", "Nothing"};
    constexpr std::array<const char*, 3> document_explanations{
        "What stands between blank lines is a document; the model is not to look from one into the next "
        "(--documents paragraphs)",
        "Each line is a document (--documents lines)", "The whole text is one document (--documents whole)"};
    text(ui, ui.fonts.small, ui.theme.dim, "Tokens of a text");
    int token = static_cast<int>(rules_.tokens);
    if (segmented(ui, "file.tokens", tokens, token, token_explanations))
        rules_.tokens = static_cast<Tokens>(token);
    text(ui, ui.fonts.small, ui.theme.dim, "What ends a document");
    int document = static_cast<int>(rules_.documents);
    if (segmented(ui, "file.documents", documents, document, document_explanations))
        rules_.documents = static_cast<Documents>(document);
}

bool FileDialog::asks_to_replace(Ui& ui) {
    text(ui, ui.fonts.bold, ui.theme.strong,
         fit(ui.fonts.bold, ui.fonts.body_px,
             "Replace " + std::filesystem::path{path_}.filename().string() + "?",
             ImGui::GetContentRegionAvail().x));
    remark(ui, "There is a file of that name already. What is in it will be gone.");
    const bool entered = enter_pressed();
    const bool replace = button(ui, "file.replace", "Replace", "Save over that file (Enter)", true);
    ImGui::SameLine();
    if (button(ui, "file.keep", "Another name", "Leave that file as it is (Esc)")) close();
    return entered || replace;
}

std::optional<std::string> FileDialog::draw(Ui& ui) {
    if (!open_) return std::nullopt;
    begin_dialog(ui, "File", 520);
    const bool asked = replaces_;
    const bool confirmed = asked ? asks_to_replace(ui) : asks_for_path(ui);
    end_dialog();
    if (!confirmed) return std::nullopt;
    replaces_ = !asked && kind_ == Kind::Save && is_there(path_);
    open_ = replaces_;
    return open_ ? std::nullopt : std::optional{std::string{path_}};
}

} // namespace wordfield::app
