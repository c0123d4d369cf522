// SPDX-License-Identifier: MIT
// The tour of five steps: a card beside the panel it speaks of. Everything else stays usable meanwhile.
#pragma once

#include "app/desk/workspace.hpp"
#include "app/ui/ui.hpp"

namespace wordfield::app {

class Tour {
public:
    void start() { step_ = 0; }
    void leave();
    [[nodiscard]] bool running() const { return step_ >= 0; }
    /// -1 while it does not run.
    [[nodiscard]] int step() const { return step_; }
    /// Whether it has been left or taken to its end, in this run of the program.
    [[nodiscard]] bool seen() const { return seen_; }

    /// Shows the panel of the present step, its frame lit, and the card.
    void draw(Ui& ui, Workspace& workspace, const Areas& areas);

private:
    void card(Ui& ui, const Area& panel);
    void buttons(Ui& ui, int steps);

    int step_ = -1;
    bool seen_ = false;
};

} // namespace wordfield::app
