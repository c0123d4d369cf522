// SPDX-License-Identifier: MIT
// Asks for the path of a file, to save to or to open. Saving over a file that is there needs a second yes.
#pragma once

#include "app/ui/ui.hpp"
#include "model/text/text_rules.hpp"

#include <optional>
#include <string>

namespace wordfield::app {

class FileDialog {
public:
    enum class Kind { Save, Open };

    void open(Kind kind, const std::string& path);
    [[nodiscard]] bool is_open() const { return open_; }
    /// From the question whether a file may be replaced, back to its name; else away.
    void close();
    [[nodiscard]] Kind kind() const { return kind_; }
    /// How a text is to be read, as it was chosen last.
    [[nodiscard]] TextRules rules() const { return rules_; }
    void set_rules(TextRules rules) { rules_ = rules; }
    /// Draws it while it is open; the path once it has been confirmed.
    std::optional<std::string> draw(Ui& ui);

private:
    [[nodiscard]] bool asks_for_path(Ui& ui);
    [[nodiscard]] bool asks_to_replace(Ui& ui);
    void ask_how_to_read(Ui& ui);

    Kind kind_ = Kind::Save;
    TextRules rules_;
    bool open_ = false;
    bool begins_ = false;
    bool replaces_ = false; ///< asks whether the file that is there may go
    char path_[1024] = "";
};

} // namespace wordfield::app
