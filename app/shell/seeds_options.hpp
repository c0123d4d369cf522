// SPDX-License-Identifier: MIT
// --seeds on the command line.
#pragma once

#include "app/shell/options.hpp"

#include <CLI/CLI.hpp>

namespace wordfield::app {

void add_seeds_option(CLI::App& cli, Options& o);
/// Throws CLI::ValidationError where it does not fit the other options.
void check_seeds(const Options& o);

} // namespace wordfield::app
