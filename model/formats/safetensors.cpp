// SPDX-License-Identifier: MIT
// huggingface/safetensors: a JSON header behind its length, filled up with blanks so that the numbers are
// aligned, and the numbers (safetensors/README.md). The words lie beside it.
#include "model/core/output_file.hpp"
#include "model/formats/vector_formats.hpp"
#include "model/formats/vector_lines.hpp"
#include "model/vectors/vector_sniff.hpp"

namespace wordfield::inline formats {
namespace {

std::string safetensors_header(const Rows& rows) {
    std::string json = "{\"__metadata__\":{\"words\":\"a line each in .words.txt\"},\"embedding\":{\"dtype\":"
                       "\"F32\",\"shape\":[" +
                       std::to_string(rows.rows()) + "," + std::to_string(rows.cols()) +
                       "],\"data_offsets\":[0," +
                       std::to_string(sizeof(float) * static_cast<std::size_t>(rows.size())) + "]}}";
    json.append((8 - json.size() % 8) % 8, ' ');
    const std::uint64_t length = json.size();
    return std::string{reinterpret_cast<const char*>(&length), sizeof length} + json;
}

void write_safetensors(const std::filesystem::path& path, const Artifact& artifact) {
    const VectorTable& table = vectors_of(artifact, path);
    require_words_without(table, "\n\r", path);
    const Rows rows = *table.vectors;
    write_file(path, [&](const ByteSink& sink) {
        const std::string begin = safetensors_header(rows);
        sink(std::as_bytes(std::span{begin}));
        write_floats(rows, sink);
    });
    write_words(safetensors_format().files(path).back(), table);
}

} // namespace

const Format& safetensors_format() {
    static const Format format{.id = "safetensors",
                               .name = "safetensors, with .words.txt",
                               .extensions = {".safetensors"},
                               .magic = {},
                               .holds = Format::Holds::Vectors,
                               .sidecar = ".words.txt",
                               .begins = begins_safetensors,
                               .read = read_with<read_safetensors>,
                               .write = write_safetensors};
    return format;
}

} // namespace wordfield::inline formats
