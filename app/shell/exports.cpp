// SPDX-License-Identifier: MIT
#include "app/shell/exports.hpp"

#include "app/shell/poster_png.hpp"
#include "model/core/error.hpp"
#include "model/core/output_file.hpp"
#include "model/formats/registry.hpp"

#include <algorithm>

namespace wordfield::app {

bool wants_poster(const Options& options) {
    return std::ranges::any_of(options.exports, is_poster);
}

std::string export_kinds() {
    return exporters() + ", .svg or .png (poster of the map)";
}

void check_export(const std::filesystem::path& path) {
    if (is_poster(path)) return;
    try {
        (void)exporter_for(path);
    } catch (const Error&) {
        throw Error{path.string(),
                    path.has_extension() ? "is of no known kind" : "has no ending that says its kind",
                    "what can be written: " + export_kinds()};
    }
}

std::vector<std::filesystem::path> exported_files(const Options& options) {
    std::vector<std::filesystem::path> all;
    for (const std::filesystem::path& path : options.exports)
        if (is_poster(path))
            all.push_back(path);
        else
            for (const std::filesystem::path& file : exporter_for(path).files(path)) all.push_back(file);
    return all;
}

void write_exports(const Options& options, const Moment& moment, Outputs& outputs) {
    if (std::ranges::all_of(options.exports, is_poster)) return;
    const Artifact table = vector_table(moment);
    for (const std::filesystem::path& path : options.exports)
        if (!is_poster(path)) outputs.write(path, [&] { exporter_for(path).write(path, table); });
}

void write_posters(const Options& options, Outputs& outputs, const Ui& ui,
                   const std::function<std::optional<Poster>()>& poster) {
    for (const std::filesystem::path& path : options.exports) {
        if (is_poster(path))
            outputs.write(path, [&] {
                const auto made = poster();
                if (!made) throw Error{path.string(), "there is no map to draw", "train some steps more"};
                write_poster(path, ui, *made);
            });
    }
}

void miss_posters(const Options& options, std::string_view why, Outputs& outputs) {
    for (const std::filesystem::path& path : options.exports)
        if (is_poster(path)) outputs.miss(path, why);
}

void miss_exports(const Options& options, std::string_view why, Outputs& outputs) {
    for (const std::filesystem::path& path : options.exports) outputs.miss(path, why);
}

} // namespace wordfield::app
