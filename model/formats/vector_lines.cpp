// SPDX-License-Identifier: MIT
#include "model/formats/vector_lines.hpp"

#include "model/core/error.hpp"
#include "model/core/output_file.hpp"

#include <charconv>

namespace wordfield::inline formats {

const VectorTable& vectors_of(const Artifact& artifact, const std::filesystem::path& path) {
    const auto* const table = std::get_if<VectorTable>(&artifact);
    if (table == nullptr || !table->vectors)
        throw Error{path.string(), "can hold nothing but words and vectors", "give it another ending"};
    bool finite = true;
    Rows{*table->vectors}.for_tiles(
        [&](Index, const Rows::Tile& tile) { finite = finite && tile.allFinite(); });
    if (!finite)
        throw Error{path.string(), "is not written: some of the vectors' numbers are infinite or none",
                    "lower --lr, to half perhaps"};
    return *table;
}

void require_words_without(const VectorTable& table, std::string_view forbidden,
                           const std::filesystem::path& path) {
    for (const std::string& word : table.words)
        if (word.empty() || word.find_first_of(forbidden) != std::string::npos)
            throw Error{path.string(),
                        word.empty()
                            ? "cannot hold a word of no letters"
                            : "cannot hold the word \"" + word + "\": it has a space, tab or line end",
                        "give it another ending, .tsv for example"};
}

void write_floats(const Rows& rows, const ByteSink& sink) {
    rows.for_tiles([&](Index, const Rows::Tile& tile) {
        sink(std::as_bytes(std::span{tile.data(), static_cast<std::size_t>(tile.size())}));
    });
}

void write_words(const std::filesystem::path& path, const VectorTable& table) {
    std::string words;
    for (const std::string& word : table.words) words += word + '\n';
    write_file(path, words);
}

std::vector<MetadataColumn> columns_of(const VectorTable& table) {
    std::vector<MetadataColumn> all;
    if (!table.counts.empty()) {
        MetadataColumn& counts = all.emplace_back(MetadataColumn{"count", {}, true});
        for (const std::int64_t count : table.counts) counts.values.push_back(std::to_string(count));
    }
    if (!table.categories.empty()) all.push_back({"category", table.categories});
    all.insert(all.end(), table.columns.begin(), table.columns.end());
    return all;
}

void append_number(std::string& text, float number) {
    char digits[32];
    text.append(digits, std::to_chars(digits, digits + sizeof digits, number).ptr);
}

} // namespace wordfield::inline formats
