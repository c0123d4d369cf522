// SPDX-License-Identifier: MIT
// Asks for the path of a file, to save to or to open.
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
    void close() { open_ = false; }
    [[nodiscard]] Kind kind() const { return kind_; }
    /// Draws it while it is open; the path once it has been confirmed.
    std::optional<std::string> draw(Ui& ui);

private:
    Kind kind_ = Kind::Save;
    bool open_ = false;
    bool begins_ = false;
    char path_[1024] = "";
};

} // namespace wordfield::app
