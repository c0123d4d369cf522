// SPDX-License-Identifier: MIT
// How a file of vectors is to be read.
#pragma once

#include "model/text/load_progress.hpp"
#include "model/vectors/vector_table.hpp"

#include <filesystem>
#include <string>

namespace wordfield::inline vectors {

struct VectorRequest {
    std::string tensor; ///< of a file of several, by its name; empty: the likeliest one
    StorageChoice storage = StorageChoice::Auto; ///< of the vectors
    int threads = 1;                             ///< that read a text
    LoadProgress* progress = nullptr;            ///< or null
};

// The readers: each throws Error with one sentence that names the file and a line or byte of it, and when a
// cancel was requested. None trusts a size that the file states beyond what the file can hold.

/// word2vec's text form, GloVe's, fastText's .vec and the projector's lines of numbers: "word number number
/// ..." between blanks or tabs, with a first line "V C" or without. Lines that do not fit are skipped and
/// counted, but for a file that is cut off or has too many of them.
VectorTable read_vector_lines(const std::filesystem::path& path, const VectorRequest& request);
/// word2vec.c's binary form, and gensim's, which ends no row with a line end.
VectorTable read_word2vec_binary(const std::filesystem::path& path, const VectorRequest& request);
/// fastText's own model (fasttext.cc, dictionary.cc): the mean of a word's row and its subwords'.
VectorTable read_fasttext(const std::filesystem::path& path, const VectorRequest& request);
/// NumPy's file of one array (NEP 1), its words in NAME.words.txt, or gensim's beside NAME.kv.
VectorTable read_npy(const std::filesystem::path& path, const VectorRequest& request);
/// numpy.savez's zip of several, the words an array of strings or NAME.words.txt.
VectorTable read_npz(const std::filesystem::path& path, const VectorRequest& request);
/// gensim's .kv: the array beside it that it keeps its vectors in, with its words.
VectorTable read_gensim(const std::filesystem::path& path, const VectorRequest& request);
/// huggingface/safetensors: any tensor of two dimensions.
VectorTable read_safetensors(const std::filesystem::path& path, const VectorRequest& request);
/// A table with a column of vectors, or with a column for each of their numbers.
VectorTable read_csv(const std::filesystem::path& path, const VectorRequest& request);
/// A JSON object a line, one of whose values is an array of numbers.
VectorTable read_jsonl(const std::filesystem::path& path, const VectorRequest& request);
/// TensorBoard's projector: vectors and metadata.
VectorTable read_projector(const std::filesystem::path& path, const VectorRequest& request);
/// projector_config.pbtxt, which names both.
VectorTable read_projector_config(const std::filesystem::path& path, const VectorRequest& request);

} // namespace wordfield::inline vectors
