// SPDX-License-Identifier: MIT
#include "app/ui/programs.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>

namespace wordfield::app {

std::string program_at(std::string_view path, std::string_view name) {
    while (!path.empty()) {
        const std::size_t end = std::min(path.find(':'), path.size());
        const std::string file = std::string{path.substr(0, end)} + "/" + std::string{name};
        if (end > 0 && access(file.c_str(), X_OK) == 0) return file;
        path.remove_prefix(std::min(end + 1, path.size()));
    }
    return {};
}

std::string environment(const char* name) {
    const char* const value = std::getenv(name);
    return value == nullptr ? std::string{} : value;
}

} // namespace wordfield::app
