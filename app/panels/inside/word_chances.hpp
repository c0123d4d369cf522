// SPDX-License-Identifier: MIT
#pragma once

#include "app/desk/frame.hpp"
#include "app/desk/selection.hpp"
#include "app/ui/ui.hpp"
#include "model/causal/stream_cell.hpp"

#include <span>

namespace wordfield::app {

/// The next word before and after a change: a bar, a tick where it was, and both figures; `most` lines.
void word_chances(Ui& ui, const Frame& frame, std::span<const WordChance> chances, std::size_t most,
                  Selection& selection);

} // namespace wordfield::app
