// SPDX-License-Identifier: MIT
#include "app/shell/headless_vectors.hpp"

#include "app/map/map_file.hpp"
#include "app/shell/outputs.hpp"
#include "model/core/error.hpp"
#include "model/formats/registry.hpp"

#include <algorithm>
#include <iostream>

namespace wordfield::app {

bool only_converts(const Options& options) {
    return !options.vectors.empty() && !options.exports.empty() && !options.questions.any() &&
           options.corpus.labels.empty() && options.corpus.analogies.empty() && options.screenshot.empty() &&
           options.report.empty() && std::ranges::none_of(options.exports, is_map_file);
}

int convert_vectors(const Options& options, StopRequest& stop) {
    LoadProgress progress;
    const StopRequest::Listener listener{stop, [&] { progress.cancel = true; }};
    Outputs outputs;
    try {
        const VectorTable table =
            open_vectors(options.vectors, {options.corpus, &progress, options.tensor, options.storage});
        for (const std::string& note : table.notes) std::cerr << "wordfield: " << note << "\n";
        for (const std::filesystem::path& path : options.exports)
            outputs.write(path, [&] { exporter_for(path).write(path, table); });
    } catch (const Error&) {
        if (!stop.asked()) throw;
        std::cerr << "wordfield: stopped by " << stop.by() << " before there was anything to save\n";
        return 1;
    }
    return outputs.all_written() ? 0 : 1;
}

} // namespace wordfield::app
