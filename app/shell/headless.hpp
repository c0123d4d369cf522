// SPDX-License-Identifier: MIT
// The same program without a window: train, measure, write what was asked for.
#pragma once

#include "app/shell/options.hpp"
#include "app/shell/stop_request.hpp"

namespace wordfield::app {

/// Returns the exit code: 1 when an output could not be written, the training diverged or was stopped, with
/// sentences on stderr; what was asked for is written all the same. Throws Error before the training begins.
int run_headless(const Options& options, StopRequest& stop);
/// As long as it takes.
int run_headless(const Options& options);

} // namespace wordfield::app
