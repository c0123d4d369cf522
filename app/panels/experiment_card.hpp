// SPDX-License-Identifier: MIT
// A small card on the map about the experiment that goes on: what was done, what training has mended, Undo.
#pragma once

#include "app/desk/frame.hpp"
#include "app/desk/outbox.hpp"
#include "app/ui/ui.hpp"

#include <cstdint>
#include <span>
#include <string>

namespace wordfield::app {

struct Experiment;

class ExperimentCard {
public:
    /// Draws it while an experiment goes on and nobody has closed it, in the corner of `map` where it hides
    /// fewest of the words at `points` and none of the `controls` (px of the window).
    void draw(Ui& ui, const Area& map, const Frame& frame, std::span<const ImVec2> points,
              std::span<const Area> controls, Outbox& out);

private:
    void title(Ui& ui, const Experiment& e, Outbox& out);

    std::int64_t closed_step_ = -1; // of the experiment that it was closed for
    std::string closed_;
    int corner_ = -1;
    ImVec2 size_{0, 0}; // as it came out in the last frame
};

} // namespace wordfield::app
