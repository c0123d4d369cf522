// SPDX-License-Identifier: MIT
// The files that show the map or the run: posters, the page, tables.
#pragma once

#include "app/ui/ui.hpp"
#include "app/workbench/workbench.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace wordfield::app {

/// Of what the workbench shows; `scale`: of a PNG picture, px to one of the sheet's 96 to the inch instead of
/// 300 to the inch. Needs an OpenGL context, and Dear ImGui between two frames. Throws Error
/// where no map is shown or the file cannot be written, and for a path of another kind.
void write_map_file(const std::filesystem::path& path, const Ui& ui, const Workbench& bench,
                    std::optional<int> scale = std::nullopt);

/// word,x,y,count,category and, of a map in three dimensions, z: as the newest map has them.
std::string layout_csv(const Frame& frame);
/// curve,step,value: a line for every kept point of every curve.
std::string metrics_csv(const History& history);

} // namespace wordfield::app
