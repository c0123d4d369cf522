// SPDX-License-Identifier: MIT
// The popover in which a map is set up: method and its numbers, words, frequency, colours.
#pragma once

#include "app/desk/frame.hpp"
#include "app/desk/outbox.hpp"
#include "app/map/recall_watch.hpp"
#include "app/ui/ui.hpp"
#include "model/map/shepard.hpp"

#include <array>
#include <memory>
#include <string>

namespace wordfield::app {

struct MapState;

/// One line of "man, king -> woman, queen".
struct AxisField {
    char text[240] = "";
    std::string error; ///< why it cannot be read; empty when it can, or is empty
};

struct MapSettingsView {
    bool open = false;
    std::array<AxisField, 3> axes;
    const void* axes_corpus = nullptr;        ///< whose words the fields hold
    int axis_in_use = 0;                      ///< which field a relation's button fills
    std::shared_ptr<const Layout> shepard_of; ///< whose distances were measured last
    ShepardDiagram shepard;
    std::unique_ptr<RecallWatch> recall; ///< what maps would keep at other attractions; null until asked for
    float content_height = 0.0F;         ///< of the last frame, so that the popover is as high as it must be
};

/// Draws it while state.view.open, beside the map's area where there is room, so that the map stays in view.
void draw_map_settings(Ui& ui, const Area& map, const Frame& frame, MapState& state, Outbox& out);

} // namespace wordfield::app
