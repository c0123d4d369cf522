// SPDX-License-Identifier: MIT
// The stages of asking for a file; the list of a folder is in file_dialog_list.cpp.
#include "app/workbench/file_dialog.hpp"

#include "app/map/map_file.hpp"

#include "model/formats/registry.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <system_error>
#include <utility>

namespace wordfield::app {
namespace {

struct Wording {
    const char *title, *remark, *confirm;
};

Wording wording_of(FileDialog::Kind kind) {
    switch (kind) {
    case FileDialog::Kind::Save:
        return {"Save the model",
                "Weights, optimiser, random-generator state and settings in one file, so that the run can go "
                "on later as if it had never stopped.",
                "Save"};
    case FileDialog::Kind::Export:
        return {"Export",
                "Every word with its row of the embedding matrix, as of the newest step, for other programs; "
                "or the map as a poster (.svg, .png), as a page for a browser with all its kept steps "
                "(.html), as a "
                "table, and the run's curves and report.",
                "Export"};
    case FileDialog::Kind::Film:
        return {"Save the film",
                "The ending says the kind: .mp4 plays everywhere, .webm in browsers, .gif in a chat and "
                "without a "
                "player, but it is large. Without an ending it is a folder of pictures.",
                "Film"};
    case FileDialog::Kind::Compare:
        return {
            "Compare with",
            "Vectors of a file, beside those that the window shows: which words kept their neighbours, and "
            "which have moved. The model that is there goes on.",
            "Compare"};
    case FileDialog::Kind::Open:
        break;
    }
    return {"Open",
            "A checkpoint (.ckpt) goes on where it was saved, vectors are shown as they are, and any text or "
            ".grammar file becomes the new corpus.",
            "Open"};
}

bool is_folder(const std::filesystem::path& path) {
    std::error_code ignored;
    return std::filesystem::is_directory(path, ignored);
}

bool is_there(const std::filesystem::path& path) {
    std::error_code ignored; // what cannot be looked at is told when it is written
    return std::filesystem::is_regular_file(path, ignored);
}

bool enter_pressed() {
    return ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Enter), false);
}

// A text, as far as its name says; checkpoints and grammars say themselves how they are to be read.
bool is_text(const std::filesystem::path& path) {
    return format_of_name(path).holds == Format::Holds::Text;
}

std::string with_slash(const std::filesystem::path& folder) {
    std::string path = folder.string();
    return path.ends_with('/') ? path : path + '/';
}

} // namespace

void ask_text_rules(Ui& ui, const std::string& id, TextRules& rules) {
    constexpr std::array<const char*, 3> tokens{"Words", "With capitals", "Code"};
    constexpr std::array<const char*, 3> token_explanations{
        "Lower-cased words; every mark is a token of its own (--tokens words)",
        "Words as they are written: Polish and polish are two (--tokens cased)",
        "Names with their capitals and underscores; operators such as -> stay whole (--tokens code)"};
    constexpr std::array<const char*, 3> documents{"Blank lines", "Every line", "Nothing"};
    constexpr std::array<const char*, 3> document_explanations{
        "What stands between blank lines is a document; the model does not look from one into the next "
        "(--documents paragraphs)",
        "Each line is a document (--documents lines)", "The whole text is one document (--documents whole)"};
    text(ui, ui.fonts.small, ui.theme.dim, "What counts as a token");
    int token = static_cast<int>(rules.tokens);
    if (segmented(ui, (id + ".tokens").c_str(), tokens, token, token_explanations))
        rules.tokens = static_cast<Tokens>(token);
    text(ui, ui.fonts.small, ui.theme.dim, "What ends a document");
    int document = static_cast<int>(rules.documents);
    if (segmented(ui, (id + ".documents").c_str(), documents, document, document_explanations))
        rules.documents = static_cast<Documents>(document);
}

void FileDialog::open(Kind kind, const std::string& path) {
    kind_ = kind;
    trouble_.clear();
    std::error_code failed;
    const std::filesystem::path whole = std::filesystem::absolute(path, failed).lexically_normal();
    const bool folder = path.empty() || is_folder(whole);
    std::filesystem::path where = folder ? whole : whole.parent_path();
    if (!is_folder(where)) where = std::filesystem::current_path(failed);
    write(folder ? std::string{} : whole.filename().string());
    show_folder(folder_ = where);
    const SystemFileDialog::Request request{saves(), wording_of(kind).title, with_slash(where) + path_};
    const bool asked = system_ && system_->start(request);
    stage_ = asked ? Stage::System : Stage::List;
    begins_ = true;
}

void FileDialog::ask_for_builtin(const std::string& name) {
    kind_ = Kind::Open;
    trouble_.clear();
    write(name);
    stage_ = Stage::Reading;
}

void FileDialog::close() {
    if (stage_ == Stage::System) system_->cancel();
    begins_ = stage_ == Stage::Replace;
    stage_ = begins_ ? Stage::List : Stage::Closed;
}

void FileDialog::write(const std::string& path) {
    const std::size_t length = std::min(path.size(), sizeof path_ - 1);
    std::memcpy(path_, path.data(), length);
    path_[length] = '\0';
}

// What the desktop's dialog gave has been asked about already where it would replace something.
std::optional<std::string> FileDialog::take_system_answer() {
    const auto answer = system_->take();
    if (!answer) return std::nullopt;
    stage_ = answer->failed ? Stage::List : Stage::Closed;
    if (answer->failed || answer->path.empty()) return std::nullopt;
    if (saves()) {
        if (!confirm(answer->path)) return std::nullopt;
        write(answer->path);
        if (!replaces_beside()) return answer->path;
        stage_ = Stage::Replace; // the desktop has asked about the file itself, not about the one beside it
        return std::nullopt;
    }
    if (!is_text(answer->path)) return answer->path;
    folder_ = std::filesystem::path{answer->path}.parent_path();
    write(answer->path);
    stage_ = Stage::Reading;
    return std::nullopt;
}

bool FileDialog::waits_for_system(Ui& ui) {
    text(ui, ui.fonts.bold, ui.theme.strong, wording_of(kind_).title);
    remark(ui, "Choose a file in the dialog that has opened beside this window.");
    if (button(ui, "file.list", "Use a list here", "Ask in this window instead")) {
        system_->cancel();
        stage_ = Stage::List;
    }
    ImGui::SameLine();
    if (button(ui, "file.cancel", "Cancel", "Esc does the same")) close();
    return false;
}

bool FileDialog::names_builtin() const {
    return kind_ == Kind::Open && std::ranges::count(builtin_corpora(), std::string{path_}) > 0;
}

// An export may write a second file beside the one that is named.
bool FileDialog::replaces_something() const {
    if (kind_ == Kind::Export && !is_map_file(meant()))
        return std::ranges::any_of(exporter_for(meant()).files(meant()), is_there);
    return saves() && is_there(meant());
}

// An export that would replace a second file, beside the one that is named.
bool FileDialog::replaces_beside() const {
    if (kind_ != Kind::Export || is_map_file(meant())) return false;
    const auto files = exporter_for(meant()).files(meant());
    return std::any_of(files.begin() + 1, files.end(), is_there);
}

// Whether this path can be taken; else it says why not.
bool FileDialog::confirm(const std::filesystem::path& path) {
    trouble_ = why_not(path);
    if (!trouble_.empty()) stage_ = Stage::List;
    return trouble_.empty();
}

bool FileDialog::asks_for_path(Ui& ui, const RecentFiles& recent) {
    const Wording wording = wording_of(kind_);
    text(ui, ui.fonts.bold, ui.theme.strong, wording.title);
    remark(ui, wording.remark);
    bool confirmed = path_field(ui);
    folder_line(ui);
    confirmed |= list(ui, recent);
    if (kind_ == Kind::Open) ask_rules_of_text(ui);
    if (kind_ == Kind::Export) {
        ask_which_format(ui);
        ask_which_scale(ui);
    }
    if (kind_ == Kind::Film) ask_which_film(ui);
    if (!trouble_.empty()) {
        ImGui::PushStyleColor(ImGuiCol_Text, ui.theme.warm);
        ImGui::TextWrapped("%s", trouble_.c_str());
        ImGui::PopStyleColor();
    }
    confirmed |= !ImGui::IsAnyItemActive() && enter_pressed(); // after a click on a choice
    confirmed |= button(ui, "file.confirm", wording.confirm, "Enter does the same", true);
    ImGui::SameLine();
    if (button(ui, "file.cancel", "Cancel", "Esc does the same")) stage_ = Stage::Closed;
    if (!confirmed || stage_ == Stage::Closed) return false;
    take_mark();
    if (path_[0] == '\0') return false;
    if (is_folder(meant())) {
        show_folder(folder_ = meant());
        write("");
        begins_ = true;
        return false;
    }
    return confirm(meant());
}

// Always there, so that the dialog does not jump while a path is typed whose parts are folders.
void FileDialog::ask_rules_of_text(Ui& ui) {
    const bool asks = path_[0] != '\0' && !is_folder(meant()) && is_text(meant());
    const bool wanted = std::exchange(ui.rects.wanted, ui.rects.wanted && asks);
    ImGui::BeginDisabled(!asks);
    ask_text_rules(ui, "file", rules_);
    ImGui::EndDisabled();
    ui.rects.wanted = wanted;
}

// What is marked in the list, or the entry that comes first for the letters that were typed.
void FileDialog::take_mark() {
    std::error_code ignored;
    const bool there =
        saves() || path_[0] == '\0' || names_builtin() || std::filesystem::exists(meant(), ignored);
    const int taken = marked_ >= 0 || there ? marked_ : 0;
    if (taken >= 0 && taken < std::ssize(matches_)) write((shown_folder_ / matches_[taken].name).string());
}

bool FileDialog::asks_how_to_read(Ui& ui) {
    const std::string name = std::filesystem::path{path_}.filename().string();
    text(ui, ui.fonts.bold, ui.theme.strong,
         fit(ui.fonts.bold, ui.fonts.body_px, "Learn from " + name, ImGui::GetContentRegionAvail().x));
    remark(ui, "This starts a new model on the text, in place of the present one.");
    if (!names_builtin()) ask_text_rules(ui, "file", rules_);
    const bool entered = !ImGui::IsAnyItemActive() && enter_pressed();
    const bool confirmed = button(ui, "file.confirm", "Open", "Enter does the same", true);
    ImGui::SameLine();
    if (button(ui, "file.cancel", "Cancel", "Esc does the same")) stage_ = Stage::Closed;
    return entered || confirmed;
}

bool FileDialog::asks_to_replace(Ui& ui) {
    text(ui, ui.fonts.bold, ui.theme.strong,
         fit(ui.fonts.bold, ui.fonts.body_px, "Replace " + meant().filename().string() + "?",
             ImGui::GetContentRegionAvail().x));
    remark(ui, "There is a file of that name already. What is in it will be gone.");
    const bool entered = enter_pressed();
    const bool replace = button(ui, "file.replace", "Replace", "Write over that file (Enter)", true);
    ImGui::SameLine();
    if (button(ui, "file.keep", "Another name", "Leave that file as it is (Esc)")) close();
    return entered || replace;
}

std::optional<std::string> FileDialog::draw(Ui& ui, const RecentFiles& recent) {
    if (stage_ == Stage::System && system_->has_answer())
        if (auto path = take_system_answer()) return path;
    if (!is_open()) return std::nullopt;
    const Stage stage = stage_;
    begin_dialog(ui, "File", 560);
    const bool confirmed = stage == Stage::System    ? waits_for_system(ui)
                           : stage == Stage::List    ? asks_for_path(ui, recent)
                           : stage == Stage::Reading ? asks_how_to_read(ui)
                                                     : asks_to_replace(ui);
    end_dialog();
    if (!confirmed) return std::nullopt;
    const bool asks = stage == Stage::List && replaces_something();
    stage_ = asks ? Stage::Replace : Stage::Closed;
    if (asks) return std::nullopt;
    return names_builtin() ? std::string{path_} : meant().string();
}

} // namespace wordfield::app
