// SPDX-License-Identifier: MIT
#include "app/map/map_file.hpp"

#include <algorithm>
#include <array>

namespace wordfield::app {
namespace {

std::string lower(std::string name) {
    for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return name;
}

} // namespace

std::span<const MapFileKind> map_file_kinds() {
    static const std::array<MapFileKind, 8> kinds{
        {{MapFile::Document, ".svg", "poster of the map, a document of lines and words"},
         {MapFile::Picture, ".png", "poster of the map, a picture"},
         {MapFile::Page, ".html", "the map over the run, to be scrubbed in a browser"},
         {MapFile::Places, ".layout.csv", "words and where they lie on the map"},
         {MapFile::Atlas, ".atlas.csv", "words, vectors, places and neighbours, for Embedding Atlas"},
         {MapFile::Atlas, ".atlas.jsonl", "the same as JSON Lines"},
         {MapFile::Curves, ".metrics.csv", "what was measured over the run"},
         {MapFile::Report, ".report.json",
          "what was measured of the newest step, and how the model was made"}}};
    return kinds;
}

const MapFileKind* map_file_kind(const std::filesystem::path& path) {
    const std::string name = lower(path.filename().string());
    const auto found = std::ranges::find_if(
        map_file_kinds(), [&](const MapFileKind& kind) { return name.ends_with(kind.ending); });
    return found == map_file_kinds().end() ? nullptr : &*found;
}

std::filesystem::path with_ending(const std::filesystem::path& path, const std::string& ending) {
    const MapFileKind* const kind = map_file_kind(path);
    if (kind == nullptr) return std::filesystem::path{path}.replace_extension(ending);
    const std::string whole = path.string();
    return whole.substr(0, whole.size() - kind->ending.size()) + ending;
}

} // namespace wordfield::app
