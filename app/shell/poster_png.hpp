// SPDX-License-Identifier: MIT
// A poster as pixels, and as a file.
#pragma once

#include "app/map/poster.hpp"
#include "app/ui/ui.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace wordfield::app {

/// The poster as a PNG file, `scale` px to one of its own (3.125 is 300 to the inch), with faces baked for
/// that size. Needs a current OpenGL context and Dear ImGui between two frames. Throws std::runtime_error
/// when the driver has no picture of that size.
std::string poster_png(const Ui& ui, const Poster& poster, float scale);

/// Writes it as its name says: a document, or a picture of 300 px to the inch or, with a `scale`, of so many
/// px to one of the poster's. The file is whole or as it was before. Throws Error.
void write_poster(const std::filesystem::path& path, const Ui& ui, const Poster& poster, bool pixels,
                  std::optional<int> scale = std::nullopt);

} // namespace wordfield::app
