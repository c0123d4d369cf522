// SPDX-License-Identifier: MIT
// The same program without a window: train, measure, write what was asked for.
#pragma once

#include "app/options.hpp"

namespace wordfield::app {

/// Returns the exit code. Throws Error with a sentence for the user.
int run_headless(const Options& options);

} // namespace wordfield::app
