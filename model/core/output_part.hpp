// SPDX-License-Identifier: MIT
// What all share that write beside a target until it is whole: the names of parts, their locks, and what is
// said when writing fails.
#pragma once

#include <filesystem>
#include <mutex>
#include <string_view>

namespace wordfield::inline core {

/// Throws Error with the path, what `error` (an errno) means, and what to do next.
[[noreturn]] void fail_to_write(const std::filesystem::path& path, int error);

/// However often that takes; 0, or the errno of why not.
int write_all(int file, std::string_view bytes);

/// "." for a name alone.
std::filesystem::path folder_of(const std::filesystem::path& path);

/// ".run.ckpt.1234-5.part" beside run.ckpt: of this process, another one with every call.
std::filesystem::path next_part_of(const std::filesystem::path& target);
/// To be held from the making of a part until it has its lock (flock), so that nobody takes it for a stale
/// one.
std::unique_lock<std::mutex> making_part();
/// Removes what killed processes left behind beside `target`, files and folders; those at work hold a lock.
void remove_stale_parts(const std::filesystem::path& target);

/// A new name is on the disk once its folder is; where folders cannot be synced there is nothing to do.
void sync_folder_of(const std::filesystem::path& target);

} // namespace wordfield::inline core
