// SPDX-License-Identifier: MIT
// word2vec's text format, which gensim, fastText and others read: a line "V C", then one line a word, "word
// number number ..." (word2vec.c, Mikolov et al. 2013; gensim's keyedvectors.py); GloVe's, which is the same
// without the first line (stanfordnlp/GloVe, src/glove.c); and word2vec's binary form.
#include "model/formats/vector_formats.hpp"

#include "model/core/output_file.hpp"
#include "model/formats/vector_lines.hpp"
#include "model/vectors/vector_sniff.hpp"

namespace wordfield::inline formats {
namespace {

constexpr std::string_view no_part_of_words = " \t\n\r";

std::string sizes(const RowTable& rows) {
    return std::to_string(rows.rows()) + " " + std::to_string(rows.cols()) + "\n";
}

void write_word_lines(const std::filesystem::path& path, const VectorTable& table, std::string line) {
    require_words_without(table, no_part_of_words, path);
    const RowTable& rows = *table.vectors;
    write_file(path, [&](const ByteSink& sink) {
        for (Index i = 0; i < rows.rows(); ++i) {
            line += table.words[i];
            const RowVector row = rows.row(i);
            for (Index c = 0; c < row.size(); ++c) append_number(line += ' ', row[c]);
            line += '\n';
            sink(std::as_bytes(std::span{line}));
            line.clear();
        }
    });
}

void write_word2vec(const std::filesystem::path& path, const Artifact& artifact) {
    const VectorTable& table = vectors_of(artifact, path);
    write_word_lines(path, table, sizes(*table.vectors));
}

void write_glove(const std::filesystem::path& path, const Artifact& artifact) {
    write_word_lines(path, vectors_of(artifact, path), {});
}

// A line end behind each row, as word2vec.c has it: gensim passes over it.
void write_binary(const std::filesystem::path& path, const Artifact& artifact) {
    const VectorTable& table = vectors_of(artifact, path);
    require_words_without(table, no_part_of_words, path);
    const RowTable& rows = *table.vectors;
    write_file(path, [&](const ByteSink& sink) {
        std::string front = sizes(rows);
        for (Index i = 0; i < rows.rows(); ++i) {
            front += table.words[i] + ' ';
            sink(std::as_bytes(std::span{front}));
            const RowVector row = rows.row(i);
            sink(std::as_bytes(std::span{row.data(), static_cast<std::size_t>(row.size())}));
            front = "\n";
        }
        sink(std::as_bytes(std::span{front}));
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
                               .begins = begins_vector_lines,
                               .read = read_with<read_vector_lines>,
                               .write = write_word2vec};
    return format;
}

const Format& glove_format() {
    static const Format format{.id = "glove",
                               .name = "GloVe text",
                               .extensions = {".glove", ".glove.txt"},
                               .magic = {},
                               .holds = Format::Holds::Vectors,
                               .sidecar = {},
                               .read = read_with<read_vector_lines>,
                               .write = write_glove};
    return format;
}

const Format& word2vec_binary_format() {
    static const Format format{.id = "word2vec_binary",
                               .name = "word2vec binary",
                               .extensions = {".bin"},
                               .magic = {},
                               .holds = Format::Holds::Vectors,
                               .sidecar = {},
                               .begins = begins_word2vec_binary,
                               .read = read_with<read_word2vec_binary>,
                               .write = write_binary};
    return format;
}

} // namespace wordfield::inline formats
