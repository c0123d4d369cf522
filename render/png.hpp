// SPDX-License-Identifier: MIT
// PNG files. A file is either written whole or not at all.
#pragma once

#include <filesystem>

#include "render/image.hpp"

namespace wordfield::render {

/// Writes an image to a temporary file beside `path`, then renames it over `path`.
/// Throws std::runtime_error naming the file and what to do.
void write_png(const std::filesystem::path& path, const Image& image);

/// Reads any PNG as RGBA. Throws std::runtime_error when the file is missing or no PNG.
[[nodiscard]] Image read_png(const std::filesystem::path& path);

} // namespace wordfield::render
