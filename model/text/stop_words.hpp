// SPDX-License-Identifier: MIT
// Function words (the, of, and ...) of some languages: what holds sentences together rather than means
// something.
#pragma once

#include "model/text/vocabulary.hpp"

#include <string>
#include <string_view>
#include <unordered_set>

namespace wordfield::inline text {

/// Whether it is a word and no mark or number. ASCII letters count, and every byte of a longer UTF-8
/// character: dashes and quotation marks beyond ASCII are rare enough as words of their own not to matter.
bool has_letter(std::string_view word);

struct StopWords {
    std::string language; ///< "English"; empty for none
    std::unordered_set<std::string_view> words;

    /// Whatever its case.
    [[nodiscard]] bool contains(std::string_view word) const;
};

/// The list of the language that a text is in: the one that has most of its fifty commonest words, if it has
/// at least two fifths of them; an empty list for a text of a language that none is there for. Lives for
/// ever.
const StopWords& stop_words_of(const Vocabulary& vocabulary);

} // namespace wordfield::inline text
