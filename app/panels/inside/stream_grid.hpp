// SPDX-License-Identifier: MIT
// The residual stream as a grid: a line per layer, a column per word of a sentence.
#pragma once

#include "app/desk/frame.hpp"
#include "app/ui/ui.hpp"
#include "model/causal/stream_cell.hpp"

#include <functional>
#include <optional>
#include <string>

namespace wordfield::app {

struct StreamGridCell {
    std::string words;       ///< in it; may be empty
    ImU32 colour = 0;        ///< behind them
    std::string explanation; ///< on hover
    bool chosen = false;
};

struct StreamGrid {
    const char* id; ///< "patch.to": cells are called "patch.to.1.3" in the book of rectangles
    const Trace& trace;
    std::function<StreamGridCell(StreamCell)> cell;
    const char* lends = nullptr; ///< cells can be dragged, under this name
    const char* takes = nullptr; ///< and dropped, of that name
};

struct StreamGridTouch {
    std::optional<StreamCell> clicked;
    std::optional<StreamCell> dropped_from, dropped_on; ///< both or none
};

/// "embedding", "layer 1", ..., "output".
std::string layer_label(int stage, int stages);
/// In the width that there is.
StreamGridTouch stream_grid(Ui& ui, const Frame& frame, const StreamGrid& grid);
/// From -1, warm, over nothing to 1, good.
ImU32 signed_colour(const Theme& theme, float value);

} // namespace wordfield::app
