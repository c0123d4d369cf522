// SPDX-License-Identifier: MIT
// Which words two vocabularies share, whoever made them.
#pragma once

#include "model/text/vocabulary.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace wordfield::inline comparison {

/// N words and where each of them is in both.
struct WordsInCommon {
    std::vector<TokenId> a, b;        ///< (N) rising in `a`
    std::vector<std::int64_t> counts; ///< (N) the smaller of how often each text has it; 0 where nobody knows

    [[nodiscard]] std::size_t size() const { return a.size(); }
};

/// Words that are spelled alike; then, of those that are left, such as find_word() takes for each other: in
/// another spelling of the same normal form, or in lower case. Each stands for one word of the other at most;
/// `<unk>` and `<eos>` are no words.
WordsInCommon words_in_common(const Vocabulary& a, const Vocabulary& b);
/// Every word of a vocabulary with itself.
WordsInCommon all_in_common(const Vocabulary& vocabulary);

/// Throws Error, which names the file, where there are fewer than two: nothing could be compared.
void require_words_in_common(const WordsInCommon& common, const std::string& file, const std::string& with);

} // namespace wordfield::inline comparison
