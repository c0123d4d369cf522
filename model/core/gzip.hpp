// SPDX-License-Identifier: MIT
// What gzip packed, unpacked in memory.
#pragma once

#include <atomic>
#include <cstddef>
#include <string>
#include <string_view>

namespace wordfield::inline core {

/// Whether it begins as gzip's files do.
bool is_gzip(std::string_view bytes);

/// All members of the file one after the other. Throws Error naming `name`: cut off, damaged, or more than
/// most_bytes_in_memory(); and when `cancel` becomes true.
std::string unpack_gzip(std::string_view bytes, const std::string& name, const std::atomic<bool>* cancel);

/// As much as the first `bytes` of such a file give, at most 64 KiB; what is damaged gives nothing.
std::string unpacked_beginning(std::string_view bytes);

/// How much of a text may be held in memory at once: a quarter of the machine's.
std::size_t most_bytes_in_memory();
[[noreturn]] void throw_too_long(const std::string& name, std::size_t limit);

} // namespace wordfield::inline core
