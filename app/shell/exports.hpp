// SPDX-License-Identifier: MIT
// --export: the words and their vectors as files of others, and of the map.
#pragma once

#include "app/shell/options.hpp"
#include "app/shell/outputs.hpp"
#include "model/train/moment.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace wordfield::app {

/// Every file that --export makes, those beside included; of known kinds.
std::vector<std::filesystem::path> exported_files(const Options& options);
/// Whether one of them is drawn from the map.
bool wants_map_file(const Options& options);
/// Whether one of them is a report, or there is --report.
bool wants_report(const Options& options);
/// Throws Error, which lists the kinds that there are, for an ending that is none.
void check_export(const std::filesystem::path& path);
/// ".tsv (TensorBoard projector), ..., .svg (poster of the map), ...".
std::string export_kinds();
/// Writes each on its own, but for those of the map.
void write_exports(const Options& options, const Moment& moment, Outputs& outputs);
/// Each by `write`, which throws Error.
void write_map_files(const Options& options, Outputs& outputs,
                     const std::function<void(const std::filesystem::path&)>& write);
void miss_map_files(const Options& options, std::string_view why, Outputs& outputs);
/// There was nothing to write of.
void miss_exports(const Options& options, std::string_view why, Outputs& outputs);

} // namespace wordfield::app
