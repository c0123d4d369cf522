// SPDX-License-Identifier: MIT
// Which options go together.
#pragma once

#include "app/shell/options.hpp"
#include "model/formats/format.hpp"

#include <filesystem>

namespace wordfield::app {

/// Whether a file is of a kind that holds this, as far as its beginning tells.
bool holds(const std::filesystem::path& path, Format::Holds what);

/// Throws CLI::ValidationError where options that are there contradict each other, or lack one that they
/// need.
void check_together(const Options& o);

} // namespace wordfield::app
