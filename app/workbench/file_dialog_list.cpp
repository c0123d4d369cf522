// SPDX-License-Identifier: MIT
// The file dialog's list: the entries of a folder that fit what is typed, and the files that were used last.
#include "app/workbench/file_dialog.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace wordfield::app {

void FileDialog::show_folder(const std::filesystem::path& folder) {
    shown_folder_ = folder;
    entries_ = read_folder(folder);
    matched_.clear();
    follow_typing();
}

// What is typed may name another folder than the one that it starts from.
void FileDialog::follow_typing() {
    const TypedPath typed = split_typed(folder_, path_);
    const std::string now = (typed.folder / typed.part).string();
    if (matched_ == now && !matched_.empty()) return;
    std::error_code ignored;
    if (typed.folder.lexically_normal() != shown_folder_.lexically_normal() &&
        std::filesystem::is_directory(typed.folder, ignored)) {
        shown_folder_ = typed.folder;
        entries_ = read_folder(shown_folder_);
    }
    matched_ = now;
    matches_ = matching(entries_.entries, saves() ? std::string_view{} : std::string_view{typed.part});
    marked_ = -1;
    trouble_.clear();
}

// Tab completes, the arrows go through the list.
int FileDialog::on_key(ImGuiInputTextCallbackData* data) {
    FileDialog& dialog = *static_cast<FileDialog*>(data->UserData);
    if (data->EventFlag == ImGuiInputTextFlags_CallbackHistory) {
        const int count = static_cast<int>(dialog.matches_.size());
        const int by = data->EventKey == ImGuiKey_DownArrow ? 1 : -1;
        dialog.marked_ = std::clamp(dialog.marked_ + by, -1, count - 1);
        dialog.scroll_to_mark_ = true;
        return 0;
    }
    const std::string typed{data->Buf, static_cast<std::size_t>(data->BufTextLen)};
    const TypedPath path = split_typed(dialog.folder_, typed);
    const std::string whole = completed(dialog.entries_.entries, path.part);
    const int kept = data->BufTextLen - static_cast<int>(path.part.size());
    data->DeleteChars(kept, data->BufTextLen - kept);
    data->InsertChars(kept, whole.c_str());
    return 0;
}

bool FileDialog::path_field(Ui& ui) {
    if (begins_) ImGui::SetKeyboardFocusHere();
    begins_ = false;
    ImGui::SetNextItemWidth(-1);
    constexpr auto flags = ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll |
                           ImGuiInputTextFlags_CallbackCompletion | ImGuiInputTextFlags_CallbackHistory;
    const bool entered = ImGui::InputTextWithHint("##path", "A name, or a path; Tab completes it", path_,
                                                  sizeof path_, flags, &FileDialog::on_key, this);
    ui.rects.mark_item("file.path");
    follow_typing();
    return entered;
}

void FileDialog::folder_line(Ui& ui) {
    if (button(ui, "file.up", "Up", "The folder above")) {
        show_folder(folder_ = shown_folder_.lexically_normal().parent_path());
        if (!saves()) write("");
        begins_ = true;
    }
    ImGui::SameLine();
    ImGui::AlignTextToFramePadding();
    text(ui, ui.fonts.small, ui.theme.dim,
         fit(ui.fonts.small, ui.fonts.small_px, "In " + shown_folder_.string(),
             ImGui::GetContentRegionAvail().x));
    explain(ui, shown_folder_.c_str());
}

// A click takes it into the field, or goes into the folder; true on a double click on a file.
bool FileDialog::entry_line(Ui& ui, const std::string& name, const std::string& path, bool folder,
                            bool marked) {
    ImGui::PushID(path.c_str());
    const std::string shown = folder ? name + "/" : name;
    const bool pressed = ImGui::Selectable("##entry", marked, ImGuiSelectableFlags_AllowDoubleClick);
    ui.rects.mark_item("file.entry." + shown);
    ImGui::SameLine(ui.px(6));
    text(ui, folder ? ui.fonts.bold : ui.fonts.body, folder ? ui.theme.accent : ui.theme.text,
         fit(ui.fonts.body, ui.fonts.body_px, shown, ImGui::GetContentRegionAvail().x));
    ImGui::PopID();
    if (!pressed) return false;
    if (folder) {
        show_folder(folder_ = path);
        if (!saves()) write("");
        begins_ = true;
        return false;
    }
    const std::filesystem::path here{path};
    write(here.parent_path() == folder_.lexically_normal() ? name : path);
    follow_typing();
    return ImGui::IsMouseDoubleClicked(0);
}

bool FileDialog::list(Ui& ui, const RecentFiles& recent) {
    ImGui::BeginChild("files", {0, std::round(ui.px(210))}, true, ImGuiWindowFlags_NoNav);
    bool confirmed = false;
    if (!saves() && path_[0] == '\0' && !recent.paths().empty()) {
        text(ui, ui.fonts.small, ui.theme.dim, "Used last");
        for (const std::string& path : std::vector<std::string>{recent.paths()})
            confirmed |= entry_line(ui, path, path, false, false);
        text(ui, ui.fonts.small, ui.theme.dim, "In this folder");
    }
    const std::vector<FolderEntry> entries = matches_; // a click changes them
    for (int i = 0; i < static_cast<int>(entries.size()); ++i) {
        const FolderEntry& entry = entries[i];
        confirmed |= entry_line(ui, entry.name, (shown_folder_ / entry.name).lexically_normal().string(),
                                entry.folder, i == marked_);
        if (i == marked_ && scroll_to_mark_) ImGui::SetScrollHereY();
    }
    scroll_to_mark_ = false;
    if (!entries_.error.empty())
        remark(ui, entries_.error);
    else if (entries.empty())
        remark(ui, entries_.entries.empty() ? "This folder is empty." : "Nothing here is called so.");
    ImGui::EndChild();
    return confirmed;
}

} // namespace wordfield::app
