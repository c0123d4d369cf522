// SPDX-License-Identifier: MIT
// What TensorBoard's embedding projector reads: one file of vectors, a line of numbers between tabs for each
// word and no header; beside it one of metadata, whose header tells its columns (a header is right where
// there is more than one: tensorboard/plugins/projector). The projector knows no quotes.
#include "model/formats/vector_formats.hpp"

#include "model/core/error.hpp"
#include "model/core/output_file.hpp"
#include "model/formats/vector_lines.hpp"
#include "model/vectors/vector_sniff.hpp"

namespace wordfield::inline formats {
namespace {

void write_vectors(const std::filesystem::path& path, const RowTable& table) {
    write_file(path, [&](const ByteSink& sink) {
        std::string line;
        for (Index i = 0; i < table.rows(); ++i) {
            line.clear();
            const RowVector row = table.row(i);
            for (Index c = 0; c < row.size(); ++c) append_number(c == 0 ? line : line += '\t', row[c]);
            line += '\n';
            sink(std::as_bytes(std::span{line}));
        }
    });
}

void require_no_tab(const MetadataColumn& column, const std::filesystem::path& path) {
    for (const std::string& value : column.values)
        if (value.find_first_of("\t\n\r") != std::string::npos)
            throw Error{path.string(),
                        "cannot hold \"" + value + "\" of the column " + column.name +
                            ": it has a tab or line end",
                        "give it another ending, .jsonl for example"};
}

void write_metadata(const std::filesystem::path& path, const VectorTable& table) {
    const std::vector<MetadataColumn> columns = columns_of(table);
    for (const MetadataColumn& column : columns) require_no_tab(column, path);
    std::string text;
    if (!columns.empty()) {
        text = "word";
        for (const MetadataColumn& column : columns) text += '\t' + column.name;
        text += '\n';
    }
    for (std::size_t i = 0; i < table.words.size(); ++i) {
        text += table.words[i];
        for (const MetadataColumn& column : columns) text += '\t' + column.values[i];
        text += '\n';
    }
    write_file(path, text);
}

void write_tsv(const std::filesystem::path& path, const Artifact& artifact) {
    const VectorTable& table = vectors_of(artifact, path);
    require_words_without(table, "\t\n\r", path);
    write_vectors(path, *table.vectors);
    write_metadata(projector_tsv_format().files(path).back(), table);
}

} // namespace

const Format& projector_tsv_format() {
    static const Format format{.id = "projector",
                               .name = "TensorBoard projector, with .metadata.tsv",
                               .extensions = {".tsv"},
                               .magic = {},
                               .holds = Format::Holds::Vectors,
                               .sidecar = ".metadata.tsv",
                               .begins = begins_projector_lines,
                               .shares_endings = true,
                               .read = read_with<read_projector>,
                               .write = write_tsv};
    return format;
}

const Format& projector_config_format() {
    static const Format format{.id = "projector_config",
                               .name = "TensorBoard projector_config.pbtxt",
                               .extensions = {".pbtxt"},
                               .magic = {},
                               .holds = Format::Holds::Vectors,
                               .sidecar = {},
                               .begins = begins_projector_config,
                               .read = read_with<read_projector_config>};
    return format;
}

} // namespace wordfield::inline formats
