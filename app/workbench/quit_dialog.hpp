// SPDX-License-Identifier: MIT
// Asks whether training that no file holds shall be saved before the window closes.
#pragma once

#include "app/ui/ui.hpp"

#include <cstdint>
#include <optional>

namespace wordfield::app {

class QuitDialog {
public:
    enum class Answer { Save, Quit };

    void open() { open_ = true; }
    [[nodiscard]] bool is_open() const { return open_; }
    void close() { open_ = false; }
    /// "Do not ask again" is ticked.
    [[nodiscard]] bool never_again() const { return never_again_; }
    /// Draws it while it is open, about a run at `step`; the answer once there is one. Cancel and Esc close
    /// it without one.
    std::optional<Answer> draw(Ui& ui, std::int64_t step);

private:
    bool open_ = false, never_again_ = false;
};

} // namespace wordfield::app
