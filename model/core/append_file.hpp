// SPDX-License-Identifier: MIT
// A file that grows at its end and nowhere else.
#pragma once

#include "model/core/descriptor.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>

namespace wordfield::inline core {

class AppendFile {
public:
    /// Made where it is not there. What lies behind the first `size` bytes is cut off. Throws Error with the
    /// path and a hint.
    AppendFile(std::filesystem::path path, std::uint64_t size);

    /// All of the bytes; throws Error when the disk takes fewer. Those that it took are behind the end then,
    /// and the next call writes over them. A process that is killed leaves them, too.
    void append(std::span<const std::byte> bytes);
    /// Returns when what was appended survives a power failure. Throws Error.
    void sync();
    [[nodiscard]] std::uint64_t size() const { return size_; }

private:
    std::filesystem::path path_;
    std::uint64_t size_;
    Descriptor file_;
};

} // namespace wordfield::inline core
