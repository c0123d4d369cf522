// SPDX-License-Identifier: MIT
// NumPy's own file of an array, version 1.0 (NEP 1, Kern 2007, "A simple file format for NumPy arrays"): what
// numpy.load() reads. The words lie beside it.
#include "model/formats/vector_formats.hpp"

#include "model/core/output_file.hpp"
#include "model/formats/vector_lines.hpp"

#include <bit>

namespace wordfield::inline formats {
namespace {

static_assert(std::endian::native == std::endian::little, "the numbers are written as they lie in memory");

// Magic, version 1.0, the rest's length as two bytes, and a Python dictionary, filled up with spaces and a
// line end to a multiple of 64 bytes, so that the numbers behind it are aligned.
std::string npy_header(Index rows, Index columns) {
    constexpr std::size_t before = 10, alignment = 64;
    std::string text = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + std::to_string(rows) + ", " +
                       std::to_string(columns) + "), }";
    text.append(alignment - 1 - (before + text.size()) % alignment, ' ').push_back('\n');
    const char length[]{static_cast<char>(text.size() % 256), static_cast<char>(text.size() / 256)};
    return std::string{"\x93NUMPY\x01\x00", 8}.append(length, 2) + text;
}

void write_npy(const std::filesystem::path& path, const Artifact& artifact) {
    const VectorTable& table = vectors_of(artifact, path);
    require_words_without(table, "\n\r", path);
    const Rows rows = *table.vectors;
    write_file(path, [&](const ByteSink& sink) {
        const std::string begin = npy_header(rows.rows(), rows.cols());
        sink(std::as_bytes(std::span{begin}));
        write_floats(rows, sink);
    });
    write_words(npy_format().files(path).back(), table);
}

} // namespace

const Format& npy_format() {
    static const Format format{.id = "npy",
                               .name = "NumPy, with .words.txt",
                               .extensions = {".npy"},
                               .magic = "\x93NUMPY",
                               .holds = Format::Holds::Vectors,
                               .sidecar = ".words.txt",
                               .read = read_with<read_npy>,
                               .write = write_npy};
    return format;
}

} // namespace wordfield::inline formats
