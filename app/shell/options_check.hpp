// SPDX-License-Identifier: MIT
// Which options go together.
#pragma once

#include "app/shell/options.hpp"

#include <filesystem>

namespace wordfield::app {

/// Whether a file is a checkpoint, as far as its beginning tells.
bool is_checkpoint(const std::filesystem::path& path);

/// Throws CLI::ValidationError where options that are there contradict each other, or lack one that they
/// need.
void check_together(const Options& o);

} // namespace wordfield::app
