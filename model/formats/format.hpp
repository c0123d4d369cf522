// SPDX-License-Identifier: MIT
// One kind of file: what it is called, how it is told from others, how it is read and written. Formats are
// values in one list (registry.hpp); to add one: a file that describes it, and a line in file_formats().
#pragma once

#include "model/run/run_file.hpp"
#include "model/text/corpus.hpp"
#include "model/vectors/vector_table.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace wordfield::inline formats {

/// What a file is once it has been read.
using Artifact = std::variant<std::shared_ptr<const Corpus>, std::shared_ptr<const RunFile>, VectorTable>;

/// How a text is to be read (its threads read vectors, too), and where progress is told (or null).
struct ReadRequest {
    CorpusRequest corpus;
    LoadProgress* progress = nullptr;
    std::string tensor; ///< of a file of several arrays the one whose rows are wanted; empty: the likeliest
    StorageChoice storage = StorageChoice::Auto; ///< of vectors
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

    /// Whether a file that no magic marks begins as these do, told its first bytes; null where nothing tells
    /// but the name.
    bool (*begins)(std::string_view begin) = nullptr;
    /// Other kinds of file have these endings, too: the name alone says nothing.
    bool shares_endings = false;

    /// Null where it is not read. Throws Error with a sentence for whoever chose the file.
    Artifact (*read)(const std::filesystem::path& path, const ReadRequest& request) = nullptr;
    /// Null where it is not written. Each file whole or as it was before. Throws Error.
    void (*write)(const std::filesystem::path& path, const Artifact& artifact) = nullptr;

    /// Every file that write() makes.
    [[nodiscard]] std::vector<std::filesystem::path> files(const std::filesystem::path& path) const;
};

} // namespace wordfield::inline formats
