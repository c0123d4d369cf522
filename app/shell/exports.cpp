// SPDX-License-Identifier: MIT
#include "app/shell/exports.hpp"

#include "app/map/map_file.hpp"
#include "model/core/error.hpp"
#include "model/core/output_file.hpp"
#include "model/formats/registry.hpp"

#include <algorithm>

namespace wordfield::app {

bool wants_map_file(const Options& options) {
    return std::ranges::any_of(options.exports, [](const std::filesystem::path& path) {
        return is_map_file(path) && !is_report(path);
    });
}

bool wants_report(const Options& options) {
    return !options.report.empty() || std::ranges::any_of(options.exports, is_report);
}

std::string export_kinds() {
    std::string kinds = exporters();
    for (const MapFileKind& kind : map_file_kinds()) kinds += ", " + kind.ending + " (" + kind.name + ")";
    return kinds;
}

void check_export(const std::filesystem::path& path) {
    if (is_map_file(path)) return;
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
        if (is_map_file(path))
            all.push_back(path);
        else
            for (const std::filesystem::path& file : exporter_for(path).files(path))
                // run.npy and run.safetensors have their words in one file, which both write alike
                if (file == path || std::ranges::find(all, file) == all.end()) all.push_back(file);
    return all;
}

void write_exports(const Options& options, const Moment& moment, Outputs& outputs) {
    if (std::ranges::all_of(options.exports, is_map_file)) return;
    const Artifact table = vector_table(moment);
    for (const std::filesystem::path& path : options.exports)
        if (!is_map_file(path)) outputs.write(path, [&] { exporter_for(path).write(path, table); });
}

void write_map_files(const Options& options, Outputs& outputs,
                     const std::function<void(const std::filesystem::path&)>& write) {
    for (const std::filesystem::path& path : options.exports)
        if (is_map_file(path)) outputs.write(path, [&] { write(path); });
}

void miss_map_files(const Options& options, std::string_view why, Outputs& outputs) {
    for (const std::filesystem::path& path : options.exports)
        if (is_map_file(path)) outputs.miss(path, why);
}

void miss_exports(const Options& options, std::string_view why, Outputs& outputs) {
    for (const std::filesystem::path& path : options.exports) outputs.miss(path, why);
}

} // namespace wordfield::app
