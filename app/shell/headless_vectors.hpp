// SPDX-License-Identifier: MIT
// --vectors IN --export OUT: a file of vectors written as another kind.
#pragma once

#include "app/shell/options.hpp"
#include "app/shell/stop_request.hpp"

namespace wordfield::app {

/// Whether nothing but that is asked for: no question and nothing that is drawn or reported.
bool only_converts(const Options& options);

/// Returns the exit code, as run_headless(). Columns are written as they stand in the file. Throws Error
/// where it cannot be read.
int convert_vectors(const Options& options, StopRequest& stop);

} // namespace wordfield::app
