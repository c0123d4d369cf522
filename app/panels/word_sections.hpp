// SPDX-License-Identifier: MIT
// The lower half of the inspector, one file a section.
#pragma once

#include "app/panels/panels.hpp"

namespace wordfield::app {

/// Same company, same pull: the averaged gradient of the row, and which rows are pulled the same way.
void pull_section(Ui& ui, const Frame& frame, TokenId id, Selection& selection);
/// king - man + woman, typed freely.
void arithmetic_section(Ui& ui, const Frame& frame, ArithmeticState& state, Selection& selection,
                        Outbox& out);
/// The logit lens: what each layer would say next at the chosen position of the sentence.
void layers_section(Ui& ui, const Frame& frame, Selection& selection, Outbox& out);

/// Twins, freezing, shaking, silencing: experiments on the live model.
void what_if_section(Ui& ui, const Frame& frame, TokenId id, const Selection& selection, Outbox& out);

} // namespace wordfield::app
