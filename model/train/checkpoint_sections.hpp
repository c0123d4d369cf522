// SPDX-License-Identifier: MIT
// The container of a checkpoint: a magic number, a version, and tagged sections, each with its length and
// checksum. Knows nothing of what is in them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace wordfield {

inline constexpr std::string_view checkpoint_magic{"wordfld\n", 8};
inline constexpr std::uint32_t checkpoint_version = 1;

class SectionWriter {
public:
    SectionWriter();
    /// `tag` has four characters.
    void add(std::string_view tag, std::span<const std::byte> payload);
    /// Ends the file.
    [[nodiscard]] std::vector<std::byte> finish() &&;

private:
    std::vector<std::byte> bytes_;
};

/// Payloads by tag, borrowed from `bytes`. Throws Error about `name` unless every byte is as it was written.
std::map<std::string, std::span<const std::byte>, std::less<>> read_sections(std::span<const std::byte> bytes,
                                                                             const std::string& name);

} // namespace wordfield
