// SPDX-License-Identifier: MIT
// The files that were opened or saved last, the newest at the front. Paths mean the same from any folder.
#pragma once

#include <algorithm>
#include <filesystem>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace wordfield::app {

class RecentFiles {
public:
    static constexpr std::size_t most = 10;

    RecentFiles() = default;
    explicit RecentFiles(std::vector<std::string> paths) : paths_{std::move(paths)} {}

    void add(const std::string& path) {
        const std::string whole = whole_path(path);
        std::erase(paths_, whole);
        paths_.insert(paths_.begin(), whole);
        if (paths_.size() > most) paths_.resize(most);
    }
    /// One that could not be opened.
    void remove(const std::string& path) { std::erase(paths_, whole_path(path)); }
    void clear() { paths_.clear(); }
    [[nodiscard]] const std::vector<std::string>& paths() const { return paths_; }

private:
    static std::string whole_path(const std::string& path) {
        std::error_code failed; // a folder that has gone: the path stays as it was given
        const auto whole = std::filesystem::absolute(path, failed);
        return failed ? path : whole.lexically_normal().string();
    }

    std::vector<std::string> paths_;
};

} // namespace wordfield::app
