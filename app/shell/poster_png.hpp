// SPDX-License-Identifier: MIT
// A poster as pixels, and as a file.
#pragma once

#include "app/map/poster.hpp"
#include "app/ui/ui.hpp"

#include <string>

namespace wordfield::app {

/// The poster as a PNG file, `scale` px to one of its own (3.125 is 300 to the inch). Needs a current OpenGL
/// context and Dear ImGui between two frames. Throws std::runtime_error when the driver has no picture of
/// that size.
std::string poster_png(const Ui& ui, const Poster& poster, float scale);

/// Writes it as its name says: a document, or a picture of 300 px to the inch. The file is whole or as it was
/// before. Throws Error.
void write_poster(const std::filesystem::path& path, const Ui& ui, const Poster& poster, bool pixels);

} // namespace wordfield::app
