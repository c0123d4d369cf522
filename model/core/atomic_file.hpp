// SPDX-License-Identifier: MIT
// A file that is either wholly there or as it was before, whatever happens meanwhile.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>

namespace wordfield {

/// Writes to "<path>.part", makes sure that it has reached the disk, and renames. Throws Error, and leaves
/// what was at `path` alone, when anything goes wrong.
void write_atomically(const std::filesystem::path& path, std::span<const std::byte> bytes);

} // namespace wordfield
