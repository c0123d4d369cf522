// SPDX-License-Identifier: MIT
// --export: the words and their vectors as files of others.
#pragma once

#include "app/shell/options.hpp"
#include "app/shell/outputs.hpp"
#include "model/train/moment.hpp"

#include <string_view>

namespace wordfield::app {

/// Every file that --export makes, those beside included; of known kinds.
std::vector<std::filesystem::path> exported_files(const Options& options);
/// Writes each on its own.
void write_exports(const Options& options, const Moment& moment, Outputs& outputs);
/// There was nothing to write of.
void miss_exports(const Options& options, std::string_view why, Outputs& outputs);

} // namespace wordfield::app
