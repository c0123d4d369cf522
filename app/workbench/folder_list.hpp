// SPDX-License-Identifier: MIT
// What a folder holds, and what somebody means who types a path into the file dialog: no drawing.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace wordfield::app {

struct FolderEntry {
    std::string name;
    bool folder = false;
};

struct FolderList {
    std::vector<FolderEntry> entries; ///< folders, then files, by name whatever its case
    std::string error;                ///< why there are none, as a sentence; empty when it could be read
};

/// At most some thousand entries: nobody looks through more.
FolderList read_folder(const std::filesystem::path& folder);

/// The path that `typed` means where `folder` is shown: absolute, from the home folder (~), or from `folder`.
std::filesystem::path meant_path(const std::filesystem::path& folder, std::string_view typed);

/// "texts/bi" in /home/a: the folder /home/a/texts and the beginning of a name, "bi".
struct TypedPath {
    std::filesystem::path folder;
    std::string part;
};
TypedPath split_typed(const std::filesystem::path& folder, std::string_view typed);

/// The entries whose name begins with `part`, then those that contain it, whatever the case. Hidden ones only
/// where `part` begins with a dot.
std::vector<FolderEntry> matching(const std::vector<FolderEntry>& entries, std::string_view part);

/// What Tab makes of `part`: as much as all entries that begin with it have in common, and a slash behind the
/// name of a folder that is the only one. `part` itself where nothing begins so.
std::string completed(const std::vector<FolderEntry>& entries, const std::string& part);

} // namespace wordfield::app
