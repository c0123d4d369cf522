// SPDX-License-Identifier: MIT
// Files of embeddings that are read and not written.
#include "model/formats/vector_formats.hpp"
#include "model/formats/vector_lines.hpp"

namespace wordfield::inline formats {

const Format& npz_format() {
    static const Format format{.id = "npz",
                               .name = "NumPy .npz",
                               .extensions = {".npz"},
                               .magic = "PK\x03\x04",
                               .holds = Format::Holds::Vectors,
                               .sidecar = {},
                               .read = read_with<read_npz>};
    return format;
}

const Format& gensim_format() {
    static const Format format{.id = "gensim",
                               .name = "gensim .kv with its .vectors.npy",
                               .extensions = {".kv"},
                               .magic = {},
                               .holds = Format::Holds::Vectors,
                               .sidecar = {},
                               .read = read_with<read_gensim>};
    return format;
}

const Format& fasttext_format() {
    static const Format format{.id = "fasttext",
                               .name = "fastText model",
                               .extensions = {".ftz"}, // its .bin is told by how it begins
                               .magic = "\xBA\x16\x4F\x2F",
                               .holds = Format::Holds::Vectors,
                               .sidecar = {},
                               .read = read_with<read_fasttext>};
    return format;
}

} // namespace wordfield::inline formats
