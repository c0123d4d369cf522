// SPDX-License-Identifier: MIT
// --export: the words and their vectors as files of others, and the map as a poster.
#pragma once

#include "app/map/poster.hpp"
#include "app/shell/options.hpp"
#include "app/shell/outputs.hpp"
#include "app/ui/ui.hpp"
#include "model/train/moment.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace wordfield::app {

/// Every file that --export makes, those beside included; of known kinds.
std::vector<std::filesystem::path> exported_files(const Options& options);
bool wants_poster(const Options& options);
/// Throws Error, which lists the kinds that there are, for an ending that is none.
void check_export(const std::filesystem::path& path);
/// ".tsv (TensorBoard projector), ..., .svg or .png (poster of the map)".
std::string export_kinds();
/// Writes each on its own, but for posters.
void write_exports(const Options& options, const Moment& moment, Outputs& outputs);
/// `poster` makes it. Needs an OpenGL context, and Dear ImGui between two frames.
void write_posters(const Options& options, Outputs& outputs, const Ui& ui,
                   const std::function<std::optional<Poster>()>& poster);
void miss_posters(const Options& options, std::string_view why, Outputs& outputs);
/// There was nothing to write of.
void miss_exports(const Options& options, std::string_view why, Outputs& outputs);

} // namespace wordfield::app
