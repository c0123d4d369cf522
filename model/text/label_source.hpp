// SPDX-License-Identifier: MIT
// Labels that somebody asked for, before the words are known that they are for: a file of them, or WordNet.
#pragma once

#include "model/text/source_text.hpp"
#include "model/text/wordnet.hpp"

#include <variant>

namespace wordfield::inline text {

class LabelSource {
public:
    /// Opens what --labels names. Throws Error where it cannot be read.
    static LabelSource open(const std::filesystem::path& labels, const std::atomic<bool>* cancel);
    /// The labels that `file` was noted for; `note` and errors as those of find_again().
    static LabelSource find_again(const SourceFile& file, const std::filesystem::path& folder,
                                  std::string& note, const std::atomic<bool>* cancel);

    /// Puts the labels on words that have one, as apply_labels() does, and says where they are from.
    SourceFile apply(Lexicon& lexicon, std::vector<std::string>& notes);

private:
    explicit LabelSource(SourceText file) : from_{std::move(file)} {}
    explicit LabelSource(WordNet wordnet) : from_{std::move(wordnet)} {}

    std::variant<SourceText, WordNet> from_;
};

} // namespace wordfield::inline text
