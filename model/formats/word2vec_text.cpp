// SPDX-License-Identifier: MIT
#include "model/formats/word2vec_text.hpp"

#include "model/core/output_file.hpp"
#include "model/formats/vector_lines.hpp"

namespace wordfield::inline formats {
namespace {

void write_word2vec(const std::filesystem::path& path, const Artifact& artifact) {
    const VectorTable& table = vectors_of(artifact, path);
    require_words_without(table, " \t\n\r", path);
    const Matrix& rows = *table.vectors;
    write_file(path, [&](const ByteSink& sink) {
        std::string line = std::to_string(rows.rows()) + " " + std::to_string(rows.cols()) + "\n";
        for (Index i = 0; i < rows.rows(); ++i) {
            line += table.words[i];
            for (Index c = 0; c < rows.cols(); ++c) append_number(line += ' ', rows(i, c));
            line += '\n';
            sink(std::as_bytes(std::span{line}));
            line.clear();
        }
    });
}

} // namespace

const Format& word2vec_text_format() {
    static const Format format{.id = "word2vec",
                               .name = "word2vec text",
                               .extensions = {".vec"},
                               .magic = {},
                               .holds = Format::Holds::Vectors,
                               .sidecar = {},
                               .write = write_word2vec};
    return format;
}

} // namespace wordfield::inline formats
