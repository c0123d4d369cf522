// SPDX-License-Identifier: MIT
// The part of the command line that asks for films and larger pictures.
#pragma once

#include "app/shell/option_values.hpp"
#include "app/shell/options.hpp"

namespace wordfield::app {

void add_film_options(CLI::App& cli, Options& options);
/// What --size says is the film's, too. Throws CLI::ValidationError for what does not go together.
void check_film_options(Options& options);

} // namespace wordfield::app
