// SPDX-License-Identifier: MIT
// The files in a zip (PKWARE APPNOTE 6.3.10), stored or deflated, with the 64-bit fields of large ones.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace wordfield::inline vectors {

struct ZipEntry {
    std::string name;
    int method = 0;                                 ///< 0 stored, 8 deflated
    std::uint64_t packed = 0, size = 0, header = 0; ///< bytes; where its own header stands
    std::uint32_t checksum = 0;                     ///< CRC 32 of what it holds
};

/// What the directory at the end lists. Throws Error that names a byte where it is damaged.
std::vector<ZipEntry> zip_entries(std::string_view bytes, const std::filesystem::path& path);

/// The bytes of an entry: a view into the zip where they are stored, else unpacked into `room`. Throws Error
/// where they are damaged, and for what unpacks to more than a thousand times itself or than memory may hold.
std::string_view zip_content(std::string_view bytes, const ZipEntry& entry, const std::filesystem::path& path,
                             std::string& room);

} // namespace wordfield::inline vectors
