// SPDX-License-Identifier: MIT
// What text formats of vectors share: numbers that come back as the same bits, and words that fit a line.
#pragma once

#include "model/formats/format.hpp"

#include <string>
#include <string_view>

namespace wordfield::inline formats {

/// The table that `artifact` is. Throws Error about `path` when it is something else, has no vectors or has
/// one that is no number.
const VectorTable& vectors_of(const Artifact& artifact, const std::filesystem::path& path);
/// Throws Error about `path` when a word is empty or has one of `forbidden` characters in it.
void require_words_without(const VectorTable& table, std::string_view forbidden,
                           const std::filesystem::path& path);
/// Appends the shortest text that is read as the same float.
void append_number(std::string& text, float number);

} // namespace wordfield::inline formats
