// SPDX-License-Identifier: MIT
// Tables that pandas, DuckDB and Embedding Atlas read: a word a line with all that is known of it, its vector
// as a list of numbers. Comma-separated values as RFC 4180 has them, and a JSON object a line.
#include "model/core/output_file.hpp"
#include "model/formats/vector_formats.hpp"
#include "model/formats/vector_lines.hpp"
#include "model/vectors/json_reader.hpp"
#include "model/vectors/vector_sniff.hpp"

namespace wordfield::inline formats {
namespace {

void append_list(std::string& text, const RowTable& table, Index i) {
    text += '[';
    const RowVector row = table.row(i);
    for (Index c = 0; c < row.size(); ++c) append_number(c == 0 ? text : text += ',', row[c]);
    text += ']';
}

void append_csv(std::string& text, std::string_view field) {
    if (field.find_first_of(",\"\n\r") == std::string_view::npos) {
        text += field;
        return;
    }
    text += '"';
    for (const char c : field) text.append(c == '"' ? 2 : 1, c);
    text += '"';
}

template <class Row>
void write_rows(const std::filesystem::path& path, const VectorTable& table, std::string line, Row row) {
    write_file(path, [&](const ByteSink& sink) {
        for (Index i = 0; i < table.vectors->rows(); ++i) {
            row(line, i);
            sink(std::as_bytes(std::span{line}));
            line.clear();
        }
    });
}

void write_csv(const std::filesystem::path& path, const Artifact& artifact) {
    const VectorTable& table = vectors_of(artifact, path);
    const std::vector<MetadataColumn> columns = columns_of(table);
    std::string header = "word";
    for (const MetadataColumn& column : columns) append_csv(header += ',', column.name);
    header += ",vector\n";
    write_rows(path, table, std::move(header), [&](std::string& line, Index i) {
        append_csv(line, table.words[i]);
        for (const MetadataColumn& column : columns) append_csv(line += ',', column.values[i]);
        append_list(line += ",\"", *table.vectors, i);
        line += "\"\n";
    });
}

void write_jsonl(const std::filesystem::path& path, const Artifact& artifact) {
    const VectorTable& table = vectors_of(artifact, path);
    const std::vector<MetadataColumn> columns = columns_of(table);
    write_rows(path, table, {}, [&](std::string& line, Index i) {
        append_json(line += "{\"word\":", table.words[i]);
        for (const MetadataColumn& column : columns) {
            append_json(line += ',', column.name);
            line += ':';
            if (column.json || column.values[i].empty())
                line += column.values[i].empty() ? "null" : column.values[i];
            else
                append_json(line, column.values[i]);
        }
        append_list(line += ",\"vector\":", *table.vectors, i);
        line += "}\n";
    });
}

} // namespace

const Format& csv_format() {
    static const Format format{.id = "csv",
                               .name = "CSV",
                               .extensions = {".csv"},
                               .magic = {},
                               .holds = Format::Holds::Vectors,
                               .sidecar = {},
                               .begins = begins_csv_of_vectors,
                               .shares_endings = true,
                               .read = read_with<read_csv>,
                               .write = write_csv};
    return format;
}

const Format& jsonl_format() {
    static const Format format{.id = "jsonl",
                               .name = "JSON Lines",
                               .extensions = {".jsonl", ".ndjson"},
                               .magic = {},
                               .holds = Format::Holds::Vectors,
                               .sidecar = {},
                               .begins = begins_jsonl_of_vectors,
                               .shares_endings = true,
                               .read = read_with<read_jsonl>,
                               .write = write_jsonl};
    return format;
}

} // namespace wordfield::inline formats
