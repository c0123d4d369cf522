// SPDX-License-Identifier: MIT
#include "app/shell/outputs.hpp"

#include "app/shell/exports.hpp"
#include "app/shell/film_writer.hpp"
#include "model/core/failure.hpp"
#include "model/core/output_file.hpp"

#include <algorithm>
#include <exception>
#include <iostream>

namespace wordfield::app {

void check_outputs(const Options& options) {
    for (const auto& path : {options.save, options.report, options.screenshot, options.ui_state})
        if (!path.empty()) check_writable(path);
    if (!options.log.empty() && options.log != "-") check_writable(options.log);
    for (const auto& path : exported_files(options)) check_writable(path);
    if (!options.film.path.empty()) check_film(options.film);
}

bool Outputs::write(const std::filesystem::path& path, const std::function<void()>& action) {
    if (path.empty()) return true;
    try {
        action();
    } catch (const std::exception& error) {
        failed_.insert(path);
        std::cerr << "wordfield: "
                  << failure_sentence(error, "while " + path.string() + " was written", smaller_model)
                  << "\n";
        return false;
    }
    failed_.erase(path);
    if (std::find(written_.begin(), written_.end(), path) == written_.end()) written_.push_back(path);
    return true;
}

void Outputs::miss(const std::filesystem::path& path, std::string_view why) {
    if (path.empty()) return;
    failed_.insert(path);
    std::cerr << "wordfield: " << path.string() << ": is not written: " << why << "\n";
}

std::string Outputs::saved() const {
    std::string all;
    for (const auto& path : written_)
        all += (all.empty() ? "; saved " : ", ") + (path == "-" ? std::string{"the report"} : path.string());
    return all;
}

} // namespace wordfield::app
