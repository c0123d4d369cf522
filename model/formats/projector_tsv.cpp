// SPDX-License-Identifier: MIT
#include "model/formats/projector_tsv.hpp"

#include "model/core/output_file.hpp"
#include "model/formats/vector_lines.hpp"

namespace wordfield::inline formats {
namespace {

void write_vectors(const std::filesystem::path& path, const Matrix& rows) {
    write_file(path, [&](const ByteSink& sink) {
        std::string line;
        for (Index i = 0; i < rows.rows(); ++i) {
            line.clear();
            for (Index c = 0; c < rows.cols(); ++c) append_number(c == 0 ? line : line += '\t', rows(i, c));
            line += '\n';
            sink(std::as_bytes(std::span{line}));
        }
    });
}

void write_metadata(const std::filesystem::path& path, const VectorTable& table) {
    const bool categories = !table.categories.empty();
    std::string text = categories ? "word\tcount\tcategory\n" : "word\tcount\n";
    for (std::size_t i = 0; i < table.words.size(); ++i) {
        text += table.words[i] + '\t' + std::to_string(table.counts[i]);
        if (categories) text += '\t' + table.categories[i];
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
                               .write = write_tsv};
    return format;
}

} // namespace wordfield::inline formats
