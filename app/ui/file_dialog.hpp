// SPDX-License-Identifier: MIT
// Asks for the path of a file, to save to or to open. Saving over a file that is there needs a second yes.
#pragma once

#include "app/ui/ui.hpp"

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
    /// Draws it while it is open; the path once it has been confirmed.
    std::optional<std::string> draw(Ui& ui);

private:
    [[nodiscard]] bool asks_for_path(Ui& ui);
    [[nodiscard]] bool asks_to_replace(Ui& ui);

    Kind kind_ = Kind::Save;
    bool open_ = false;
    bool begins_ = false;
    bool replaces_ = false; ///< asks whether the file that is there may go
    char path_[1024] = "";
};

} // namespace wordfield::app
