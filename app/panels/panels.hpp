// SPDX-License-Identifier: MIT
// What panels have in common beside their views (app/desk/panel_view.hpp): the transport of the time bar,
// which the strip and the training panel have, too.
#pragma once

#include "app/desk/frame.hpp"
#include "app/desk/outbox.hpp"
#include "app/desk/panel_view.hpp"
#include "app/desk/selection.hpp"
#include "app/ui/ui.hpp"

#include <string>

namespace wordfield::app {

/// At the foot of the map while an earlier step is looked at: which one, and what the training does.
void draw_looking_back(Ui& ui, const Area& map, const Frame& frame);
/// The sentence it says; empty while live.
std::string looking_back(const Frame& frame);
/// What every Play button, Space and "." do, and what their tooltips say.
void play_or_pause(const Moment& moment, bool running, Outbox& out);
void train_one_step(Outbox& out);
const char* what_play_does(const Frame& frame);
const char* what_step_does(const Frame& frame);

} // namespace wordfield::app
