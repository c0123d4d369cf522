// SPDX-License-Identifier: MIT
// What can be done with a word, wherever it stands: the menu behind the right button.
#pragma once

#include "app/panels/panels.hpp"

#include <functional>
#include <string>

namespace wordfield::app {

/// What its line says, for the clipboard.
struct WordFigures {
    std::string number; ///< "0.93"; empty where there is none
    std::function<std::string()>
        as_lines{}; ///< the whole list, tabs between columns; none where there is no list
};

/// The items of a menu that is open (app/ui/context_menu.hpp).
void word_menu_items(Ui& ui, const Frame& frame, Selection& selection, Outbox& out, TokenId id,
                     const WordFigures& figures);
/// The whole of it, of the item before.
void word_menu(Ui& ui, const Frame& frame, Selection& selection, Outbox& out, TokenId id,
               const WordFigures& figures);

} // namespace wordfield::app
