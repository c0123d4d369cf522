// SPDX-License-Identifier: MIT
// The command line's part about models: it derives from the lists of kinds and of their settings.
#pragma once

#include "app/shell/option_values.hpp"
#include "app/shell/options.hpp"

namespace wordfield::app {

/// --model, the settings of all kinds, and what all have.
void add_model_options(CLI::App& cli, Options& options);
/// What is not said follows from the kind of model.
void use_recipe_of_kind(const CLI::App& cli, Options& options);

} // namespace wordfield::app
