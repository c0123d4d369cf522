// SPDX-License-Identifier: MIT
// Small files for tests, in a folder that is removed again, and the message of an expected Error.
#pragma once

#include "model/core/error.hpp"

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <unistd.h>

namespace wordfield::test {

class TextFiles {
public:
    TextFiles() {
        static int number = 0;
        folder_ = std::filesystem::temp_directory_path() /
                  ("wordfield-text-" + std::to_string(::getpid()) + "-" + std::to_string(number++));
        std::filesystem::create_directories(folder_);
    }
    ~TextFiles() {
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }
    TextFiles(const TextFiles&) = delete;
    TextFiles& operator=(const TextFiles&) = delete;

    std::filesystem::path write(std::string_view name, std::string_view content) const {
        std::ofstream{folder_ / name, std::ios::binary} << content;
        return folder_ / name;
    }
    [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

private:
    std::filesystem::path folder_;
};

/// What the Error says that `action` throws; empty when it throws none.
template <class Action>
std::string error_of(Action action) {
    try {
        action();
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

} // namespace wordfield::test
