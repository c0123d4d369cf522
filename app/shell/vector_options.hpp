// SPDX-License-Identifier: MIT
// --vectors, and what is asked of vectors, on the command line.
#pragma once

#include "app/shell/options.hpp"

#include <CLI/CLI.hpp>

namespace wordfield::app {

void add_vector_options(CLI::App& cli, Options& o);
/// Whether --compare is a question, as it is beside --headless, --json, --count, --measure or another
/// question; else a window shows the two. Puts it among the questions then.
void decide_comparison(Options& o);
/// Throws CLI::ValidationError where they do not fit the other options.
void check_vectors(const Options& o);

} // namespace wordfield::app
