// SPDX-License-Identifier: MIT
// Asks for the path of a file, to write to or to open: with the desktop's own dialog where there is one, else
// with a list of folders of our own. Writing over a file that is there needs a second yes.
#pragma once

#include "app/desk/recent_files.hpp"
#include "app/ui/system_file_dialog.hpp"
#include "app/ui/ui.hpp"
#include "app/workbench/folder_list.hpp"
#include "model/text/text_rules.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace wordfield::app {

class FileDialog {
public:
    enum class Kind { Save, Open, Export, Film, Compare };

    /// `path`: where it begins; a folder, or a file of it whose name stands in the field.
    void open(Kind kind, const std::string& path);
    /// Asks whether a built-in text is to be learned from instead of what is there.
    void ask_for_builtin(const std::string& name);
    /// Asks with this one from now on; null: with the list.
    void use_system_dialog(std::unique_ptr<SystemFileDialog> dialog) { system_ = std::move(dialog); }
    [[nodiscard]] bool is_open() const { return stage_ != Stage::Closed; }
    /// From the question whether a file may be replaced, back to its name; else away.
    void close();
    [[nodiscard]] Kind kind() const { return kind_; }
    /// How a text is to be read, as it was chosen last.
    [[nodiscard]] TextRules rules() const { return rules_; }
    /// What was chosen for a map as a picture: px to one of 96 to the inch; nothing: 300 to the inch.
    [[nodiscard]] std::optional<int> picture_scale() const {
        return picture_scale_ > 0 ? std::optional{picture_scale_} : std::nullopt;
    }
    void set_rules(TextRules rules) { rules_ = rules; }
    /// The desktop's dialog has been left: the next frame differs.
    [[nodiscard]] bool has_news() const { return stage_ == Stage::System && system_->has_answer(); }
    /// Draws it while it is open; the path once it has been confirmed.
    std::optional<std::string> draw(Ui& ui, const RecentFiles& recent);

private:
    enum class Stage {
        Closed,
        System,  ///< the desktop's dialog is asking
        List,    ///< ours is
        Reading, ///< a text was chosen in the desktop's: how is it to be read?
        Replace  ///< there is a file of that name
    };
    void show_folder(const std::filesystem::path& folder);
    void follow_typing();
    void write(const std::string& path);
    [[nodiscard]] bool saves() const { return kind_ != Kind::Open && kind_ != Kind::Compare; }
    [[nodiscard]] std::filesystem::path meant() const { return meant_path(folder_, path_); }
    [[nodiscard]] bool names_builtin() const; ///< such a name counts more than a file's
    [[nodiscard]] bool replaces_something() const;
    [[nodiscard]] bool replaces_beside() const;
    void take_mark();
    [[nodiscard]] std::optional<std::string> take_system_answer();
    bool waits_for_system(Ui& ui);
    bool asks_for_path(Ui& ui, const RecentFiles& recent);
    bool path_field(Ui& ui);
    void folder_line(Ui& ui);
    bool list(Ui& ui, const RecentFiles& recent);
    bool entry_line(Ui& ui, const std::string& name, const std::string& path, bool folder, bool marked);
    void ask_rules_of_text(Ui& ui);
    void ask_which_format(Ui& ui);
    void ask_which_film(Ui& ui);
    void ask_which_scale(Ui& ui);
    [[nodiscard]] std::string why_not(const std::filesystem::path& path) const;
    [[nodiscard]] bool confirm(const std::filesystem::path& path);
    bool asks_how_to_read(Ui& ui);
    bool asks_to_replace(Ui& ui);
    static int on_key(ImGuiInputTextCallbackData* data);

    Kind kind_ = Kind::Save;
    TextRules rules_;
    Stage stage_ = Stage::Closed;
    int picture_scale_ = 0; ///< 0: 300 px to the inch
    bool begins_ = false;   ///< the field is to take the keys
    std::unique_ptr<SystemFileDialog> system_;
    std::string trouble_;                ///< why the path cannot be taken, a sentence
    std::filesystem::path folder_;       ///< that what is typed starts from
    std::filesystem::path shown_folder_; ///< whose entries are listed: what is typed may lead elsewhere
    FolderList entries_;
    std::vector<FolderEntry> matches_; ///< of `entries_`, with what is typed
    std::string matched_;              ///< the path that `matches_` is of
    int marked_ = -1;                  ///< of `matches_`: what Enter takes; -1 for what is typed
    bool scroll_to_mark_ = false;
    char path_[1024] = "";
};

/// The controls with which somebody says how a text is to be read; each is marked `id`.tokens and so on.
void ask_text_rules(Ui& ui, const std::string& id, TextRules& rules);

} // namespace wordfield::app
