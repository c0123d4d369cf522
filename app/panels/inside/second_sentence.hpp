// SPDX-License-Identifier: MIT
#pragma once

#include "app/desk/frame.hpp"
#include "app/desk/outbox.hpp"
#include "app/desk/view.hpp"
#include "app/ui/ui.hpp"

namespace wordfield::app {

/// The field of the sentence that is compared with the first, and an example beside it where the corpus
/// knows its words. `id`: of the page, for the book of rectangles.
void second_sentence_field(Ui& ui, const Frame& frame, View& view, Outbox& out, const std::string& id);

} // namespace wordfield::app
