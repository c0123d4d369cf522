// SPDX-License-Identifier: MIT
// A file's bytes without reading them all into memory.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string_view>

namespace wordfield {

/// Read-only. The view is valid while the object lives.
class MappedFile {
public:
    /// Throws Error when the path is no readable file.
    explicit MappedFile(const std::filesystem::path& path);
    ~MappedFile();
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;

    [[nodiscard]] std::string_view text() const { return {data_, size_}; }

private:
    const char* data_ = nullptr;
    std::size_t size_ = 0;
};

} // namespace wordfield
