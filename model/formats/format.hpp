// SPDX-License-Identifier: MIT
// One kind of file: what it is called, how it is told from others, how it is read and written. Formats are
// values in one list (registry.hpp); to add one: a file that describes it, and a line in file_formats().
#pragma once

#include "model/core/matrix.hpp"
#include "model/run/run_file.hpp"
#include "model/text/corpus.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace wordfield::inline formats {

/// Words and a vector for each: what is taken out of a model.
struct VectorTable {
    std::vector<std::string> words;        ///< (V)
    std::shared_ptr<const Matrix> vectors; ///< (V,C)
    std::vector<std::int64_t> counts;      ///< (V) how often the corpus has each
    std::vector<std::string> categories;   ///< (V) "" for a word without one; empty when none has one
};

/// What a file is once it has been read.
using Artifact = std::variant<std::shared_ptr<const Corpus>, std::shared_ptr<const RunFile>, VectorTable>;

/// How a text is to be read, and where progress is told (or null).
struct ReadRequest {
    CorpusRequest corpus;
    LoadProgress* progress = nullptr;
};

struct Format {
    enum class Holds { Text, Grammar, Run, Vectors };

    std::string id;                      ///< "word2vec"
    std::string name;                    ///< "word2vec text": for a list of formats
    std::vector<std::string> extensions; ///< ".vec", lower case, with the dot; the usual one at the front
    std::string magic;                   ///< how its files begin; empty for those that begin anyhow
    Holds holds;
    /// The ending of a second file that is written, "" for none: ".words.txt" makes run.words.txt of run.npy.
    std::string sidecar;

    /// Null where it is not read. Throws Error with a sentence for whoever chose the file.
    Artifact (*read)(const std::filesystem::path& path, const ReadRequest& request) = nullptr;
    /// Null where it is not written. Each file whole or as it was before. Throws Error.
    void (*write)(const std::filesystem::path& path, const Artifact& artifact) = nullptr;

    /// Every file that write() makes.
    [[nodiscard]] std::vector<std::filesystem::path> files(const std::filesystem::path& path) const;
};

} // namespace wordfield::inline formats
