// SPDX-License-Identifier: MIT
// The one way in which this program writes files: whole, or as they were before, whatever happens meanwhile.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <span>
#include <string_view>

namespace wordfield::inline core {

/// Disk: what was written is there after a power failure, too. Readers: whoever opens the file sees it whole.
enum class SafeFor { Disk, Readers };

/// Writes beside `path` and renames; what was there is left alone when anything goes wrong. The new file
/// keeps the permissions of the old one, and a symbolic link stays and leads to the new file. Devices, pipes
/// and descriptors (/dev/stdout, /dev/fd/3) are written through; "-" is standard output. Any number of
/// threads and processes may write the same path: the last one wins. Throws Error with the path and a hint.
void write_file(const std::filesystem::path& path, std::string_view bytes, SafeFor safe = SafeFor::Disk);
void write_file(const std::filesystem::path& path, std::span<const std::byte> bytes);

/// Takes the bytes of a file piece by piece, in order.
using ByteSink = std::function<void(std::span<const std::byte>)>;
/// The same for a file too large to be held at once: `fill` is called once and hands its bytes on. What it
/// throws goes through, and leaves what was there alone.
void write_file(const std::filesystem::path& path, const std::function<void(const ByteSink&)>& fill,
                SafeFor safe = SafeFor::Disk);

/// Throws what write_file() would throw, as far as that can be known without writing.
void check_writable(const std::filesystem::path& path);

/// What the system said when it would not write there (an errno), as an Error that says what to do next.
[[noreturn]] void throw_not_written(const std::filesystem::path& path, int error);

} // namespace wordfield::inline core
