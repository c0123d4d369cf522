// SPDX-License-Identifier: MIT
// "Look inside": a drawer over the lower part of the map in which one number of the panels below is opened,
// down to the weights. One file per page.
#pragma once

#include "app/panels/panels.hpp"
#include "app/thermodynamics.hpp"

namespace wordfield::app {

/// Curves over the temperature, for the snapshot and the position that they were made for.
struct SoftmaxPage {
    std::shared_ptr<const Snapshot> snapshot;
    int position = -2;
    std::vector<Thermodynamics> curve;
};

struct InsideState {
    std::optional<Inside> page; ///< nothing: closed
    SoftmaxPage softmax;
};

/// The room the drawer takes for its page, at most what is left of `map` below its tool bar.
Area inside_area(const Ui& ui, const InsideState& state, const Area& matrix, const Area& map);

void draw_inside(Ui& ui, const Area& area, const Frame& frame, InsideState& state, NextWordState& next_word,
                 Selection& selection, Outbox& out);

// ---- the pages, each in a window of its own size
/// Energy, partition function, entropy, free energy and heat capacity of the next word, over temperature.
void softmax_page(Ui& ui, const Frame& frame, SoftmaxPage& page, NextWordState& next_word,
                  Selection& selection);

} // namespace wordfield::app
