// SPDX-License-Identifier: MIT
// Pairs of words with how alike people hold them to be: WordSim-353, SimLex-999 and their like.
#pragma once

#include "model/text/vocabulary.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace wordfield::inline text {

struct ScoredPair {
    TokenId a = 0, b = 0;
    float score = 0.0F;
};

/// Of lines "word word ... score", their fields between tabs, commas or blanks: the score is the first field
/// behind the words that is a number. Lines that begin with # and a header are passed over. Pairs of which a
/// word is not in the vocabulary are counted in `skipped`. Throws Error{"<name>, line <n>"} for a line that
/// is none of it, and where there are no pairs at all.
std::vector<ScoredPair> read_word_pairs(const Vocabulary& vocabulary, int& skipped, std::string_view name,
                                        std::string_view text);

} // namespace wordfield::inline text
