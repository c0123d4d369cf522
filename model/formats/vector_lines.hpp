// SPDX-License-Identifier: MIT
// What formats of vectors share: numbers that come back as the same bits, words that fit a line, a list of
// words beside, and how a reader is called.
#pragma once

#include "model/formats/format.hpp"
#include "model/vectors/vector_request.hpp"

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
/// All numbers, row by row, as float32 in this machine's order.
void write_floats(const Rows& rows, const ByteSink& sink);
/// A word a line, in the order of the rows.
void write_words(const std::filesystem::path& path, const VectorTable& table);
/// All that is known of words beside their vectors, as columns: count and category come first.
std::vector<MetadataColumn> columns_of(const VectorTable& table);

/// A Format's `read` for one of the readers of model/vectors.
template <VectorTable (*reader)(const std::filesystem::path&, const VectorRequest&)>
Artifact read_with(const std::filesystem::path& path, const ReadRequest& request) {
    return reader(path, {request.tensor, request.storage, request.corpus.threads, request.progress});
}

} // namespace wordfield::inline formats
