// SPDX-License-Identifier: MIT
#include "app/workbench/folder_list.hpp"

#include <algorithm>
#include <cstdlib>
#include <system_error>

namespace wordfield::app {
namespace {

constexpr std::size_t most_entries = 5'000;

// Of ASCII letters: names beyond them are compared as they are.
std::string without_case(std::string_view name) {
    std::string small{name};
    std::ranges::transform(small, small.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    return small;
}

bool is_folder(const std::filesystem::directory_entry& entry) {
    std::error_code ignored; // a link to nowhere is shown as a file
    return entry.is_directory(ignored);
}

// Never in the middle of a UTF-8 character.
std::size_t common_length(std::string_view a, std::string_view b) {
    std::size_t length = 0;
    while (length < std::min(a.size(), b.size()) &&
           without_case(a.substr(length, 1)) == without_case(b.substr(length, 1)))
        ++length;
    while (length > 0 && length < a.size() && (static_cast<unsigned char>(a[length]) & 0xC0U) == 0x80U)
        --length;
    return length;
}

} // namespace

FolderList read_folder(const std::filesystem::path& folder) {
    FolderList list;
    std::error_code failed;
    std::filesystem::directory_iterator at{folder, failed};
    for (const std::filesystem::directory_iterator end; !failed && at != end; at.increment(failed)) {
        if (list.entries.size() == most_entries) break;
        list.entries.push_back({at->path().filename().string(), is_folder(*at)});
    }
    if (failed) list.error = "This folder cannot be read: " + failed.message() + ".";
    std::ranges::sort(list.entries, [](const FolderEntry& a, const FolderEntry& b) {
        if (a.folder != b.folder) return a.folder;
        const std::string first = without_case(a.name), second = without_case(b.name);
        return first != second ? first < second : a.name < b.name;
    });
    return list;
}

std::filesystem::path meant_path(const std::filesystem::path& folder, std::string_view typed) {
    if (typed == "~" || typed.starts_with("~/"))
        if (const char* const home = std::getenv("HOME"); home != nullptr && *home != '\0')
            return (std::filesystem::path{home} / typed.substr(std::min<std::size_t>(2, typed.size())))
                .lexically_normal();
    return (folder / typed).lexically_normal(); // an absolute one takes the folder's place
}

TypedPath split_typed(const std::filesystem::path& folder, std::string_view typed) {
    const std::size_t slash = typed.rfind('/');
    if (slash == std::string_view::npos) return {folder, std::string{typed}};
    return {meant_path(folder, typed.substr(0, slash + 1)), std::string{typed.substr(slash + 1)}};
}

std::vector<FolderEntry> matching(const std::vector<FolderEntry>& entries, std::string_view part) {
    const std::string wanted = without_case(part);
    std::vector<FolderEntry> begins, contains;
    for (const FolderEntry& entry : entries) {
        if (entry.name.starts_with('.') && !wanted.starts_with('.')) continue;
        const std::string name = without_case(entry.name);
        if (name.starts_with(wanted))
            begins.push_back(entry);
        else if (name.find(wanted) != std::string::npos)
            contains.push_back(entry);
    }
    begins.insert(begins.end(), contains.begin(), contains.end());
    return begins;
}

std::string completed(const std::vector<FolderEntry>& entries, const std::string& part) {
    const std::string wanted = without_case(part);
    std::string common;
    int found = 0;
    bool folder = false;
    for (const FolderEntry& entry : entries) {
        if (entry.name.starts_with('.') && !part.starts_with('.')) continue;
        if (!without_case(entry.name).starts_with(wanted)) continue;
        common = found++ == 0 ? entry.name : common.substr(0, common_length(common, entry.name));
        folder = entry.folder;
    }
    if (found == 0 || common.size() < part.size()) return part;
    return found == 1 && folder ? common + "/" : common;
}

} // namespace wordfield::app
