// SPDX-License-Identifier: MIT
// What a map and its run can be written as, by the ending of the file's name.
#pragma once

#include <filesystem>
#include <span>
#include <string>

namespace wordfield::app {

enum class MapFile {
    Document, ///< a poster as SVG
    Picture,  ///< a poster as PNG
    Page,     ///< the kept moments as HTML
    Places,   ///< words and where they lie, as CSV
    Atlas,    ///< words, vectors, places and neighbours, as CSV or JSON Lines
    Curves,   ///< what was measured over the run, as CSV
    Report    ///< what was measured in the end, as JSON
};

struct MapFileKind {
    MapFile kind;
    std::string ending; ///< ".layout.csv"
    std::string name;   ///< for a list of kinds
};
std::span<const MapFileKind> map_file_kinds();

/// Upper or lower case; null for another kind of file.
const MapFileKind* map_file_kind(const std::filesystem::path& path);
inline bool is_map_file(const std::filesystem::path& path) {
    return map_file_kind(path) != nullptr;
}
inline bool is_report(const std::filesystem::path& path) {
    const MapFileKind* const kind = map_file_kind(path);
    return kind != nullptr && kind->kind == MapFile::Report;
}

/// The path with the ending of its kind, whole, replaced by this one.
std::filesystem::path with_ending(const std::filesystem::path& path, const std::string& ending);

} // namespace wordfield::app
