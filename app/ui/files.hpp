// SPDX-License-Identifier: MIT
// Writing a file so that it is either whole or as it was before.
#pragma once

#include <filesystem>
#include <string_view>

namespace wordfield::app {

/// Writes `text` beside `path` and renames it over it. Throws Error naming the file and what to do.
void write_file(const std::filesystem::path& path, std::string_view text);

} // namespace wordfield::app
