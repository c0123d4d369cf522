// SPDX-License-Identifier: MIT
// The training panel's groups of parameters: how large they are, and how far the last step moved them.
#pragma once

#include "app/panels/panels.hpp"

namespace wordfield::app {

/// How the parameters are shared out among the groups: the table of words is a large part of a small model.
void parameters(Ui& ui, const Frame& frame);
/// How far the last step moved each group; a click freezes it or lets it learn again.
void updates(Ui& ui, const Frame& frame, Outbox& out);

} // namespace wordfield::app
