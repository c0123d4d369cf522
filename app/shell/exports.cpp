// SPDX-License-Identifier: MIT
#include "app/shell/exports.hpp"

#include "model/formats/registry.hpp"

namespace wordfield::app {

std::vector<std::filesystem::path> exported_files(const Options& options) {
    std::vector<std::filesystem::path> all;
    for (const std::filesystem::path& path : options.exports)
        for (const std::filesystem::path& file : exporter_for(path).files(path)) all.push_back(file);
    return all;
}

void write_exports(const Options& options, const Moment& moment, Outputs& outputs) {
    if (options.exports.empty()) return;
    const Artifact table = vector_table(moment);
    for (const std::filesystem::path& path : options.exports)
        outputs.write(path, [&] { exporter_for(path).write(path, table); });
}

void miss_exports(const Options& options, std::string_view why, Outputs& outputs) {
    for (const std::filesystem::path& path : options.exports) outputs.miss(path, why);
}

} // namespace wordfield::app
