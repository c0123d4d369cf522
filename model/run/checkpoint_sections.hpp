// SPDX-License-Identifier: MIT
// The container of a checkpoint: a magic number, a version, and tagged sections, each with its length and
// checksum. Knows nothing of what is in them.
#pragma once

#include "model/core/error.hpp"
#include "model/core/output_file.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>

namespace wordfield::inline run {

inline constexpr std::string_view checkpoint_magic{"wordfld\n", 8};
inline constexpr std::uint32_t checkpoint_version = 1;

/// Hands every section on as it comes and keeps nothing.
class SectionWriter {
public:
    explicit SectionWriter(ByteSink sink);
    /// `tag` has four characters.
    void add(std::string_view tag, std::span<const std::byte> payload);
    /// A payload in pieces that follow one another.
    void add(std::string_view tag, std::span<const std::span<const std::byte>> pieces);
    /// Ends the file.
    void finish();

private:
    ByteSink sink_;
};

using Sections = std::map<std::string, std::span<const std::byte>, std::less<>>;

/// Payloads by tag, borrowed from `bytes`. Throws Error about `name` unless every byte is as it was written.
Sections read_sections(std::span<const std::byte> bytes, const std::string& name);

/// For a section whose contents make no sense.
Error wrong_section(const std::string& name, std::string_view tag);

} // namespace wordfield::inline run
