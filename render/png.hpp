// SPDX-License-Identifier: MIT
// PNG: an image as the bytes of a file, and back.
#pragma once

#include <filesystem>
#include <string>

#include "render/image.hpp"

namespace wordfield::render {

/// The bytes of a PNG file. Throws std::runtime_error when there is no memory for them.
[[nodiscard]] std::string encode_png(const Image& image);

/// Reads any PNG as RGBA. Throws std::runtime_error when the file is missing or no PNG.
[[nodiscard]] Image read_png(const std::filesystem::path& path);

} // namespace wordfield::render
