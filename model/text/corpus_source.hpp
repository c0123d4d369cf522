// SPDX-License-Identifier: MIT
// What a corpus was made from, kept with a run so that it can be found again: where its files were, their
// checksums, and the small ones whole.
#pragma once

#include "model/text/corpus.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace wordfield::inline text {

/// A file that was read, or the text of a built-in corpus.
struct SourceFile {
    static constexpr std::size_t largest_copy = std::size_t{4} << 20U;

    std::string path;                ///< absolute; the name of a built-in corpus; empty for no file
    std::string sha256;              ///< of its bytes, 64 hexadecimal digits
    std::optional<std::string> copy; ///< its bytes, where they are at most largest_copy

    bool operator==(const SourceFile&) const = default;
};

struct CorpusSource {
    SourceFile text, labels, analogies;
    std::uint64_t seed = 1; ///< of a grammar's sentences
    int max_vocabulary = 0, min_count = 0;
    TextRules rules;

    bool operator==(const CorpusSource&) const = default;
};

/// Loads the corpus of `source` again. Each file is looked for at its path, then in `folder` (the
/// checkpoint's), and counts when its checksum is right; else its copy is taken, which a note of the corpus
/// tells. Labels and analogies that `request` names replace those of the source; its threads are used. Throws
/// Error when a file has changed or gone and there is no copy, and as load_corpus() does.
std::shared_ptr<const Corpus> reload_corpus(const CorpusSource& source, const std::filesystem::path& folder,
                                            const CorpusRequest& request, LoadProgress* progress = nullptr);

} // namespace wordfield::inline text
