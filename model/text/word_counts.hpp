// SPDX-License-Identifier: MIT
// From counted words to a vocabulary.
#pragma once

#include "model/text/vocabulary.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace wordfield::inline text {

struct WordCount {
    std::string word;
    std::int64_t count = 0;
};

/// The `max_vocabulary` (specials included) most frequent words that occur at least `min_count` times, in the
/// order that Vocabulary promises. What is left out is counted for <unk>. Each word may occur once in
/// `counts`.
Vocabulary rank_words(std::vector<WordCount> counts, int max_vocabulary, int min_count,
                      Tokens tokens = Tokens::Words);

} // namespace wordfield::inline text
