// SPDX-License-Identifier: MIT
// Sections of a panel, one below the other in a fixed order, each with a head that folds it.
#pragma once

#include "app/ui/ui.hpp"

#include <functional>
#include <map>
#include <string>

namespace wordfield::app {

/// By the section's name, whether it is open; one that nobody has touched is not in it.
using OpenSections = std::map<std::string, bool, std::less<>>;

class Sections {
public:
    Sections(Ui& ui, OpenSections& open) : ui_{ui}, open_{open} {}

    struct Head {
        const char* name;
        std::string note{};                ///< at the right
        const char* explanation = nullptr; ///< on hover
        bool open = true;                  ///< until somebody folds or unfolds it
    };
    /// A line above all but the first, the head, and whether what follows is to be drawn. A click on the head
    /// folds or unfolds.
    bool begin(const Head& head);

private:
    Ui& ui_;
    OpenSections& open_;
    bool any_ = false;
};

} // namespace wordfield::app
