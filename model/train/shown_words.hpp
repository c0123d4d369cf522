// SPDX-License-Identifier: MIT
// Which words a map shows when nobody has said which: words with a meaning of their own.
#pragma once

#include "model/text/corpus.hpp"

#include <vector>

namespace wordfield {

/// At most `cap` content words, in the order of their ids (the most frequent at the front).
///  - Where the corpus has labels: the labelled words, but for categories of function words and of marks
///  (told by
///    their names), if that leaves any.
///  - Otherwise: words with a letter in them, without <unk> and <eos>, and without those that are far
///  commoner than the
///    others (more than .2 % of the text and more than ten times the mean): the, of, and ... tell a map
///    nothing.
std::vector<TokenId> default_words(const Corpus& corpus, int cap = 2000);

/// The `cap` commonest words of all, function words, marks, <unk> and <eos> included.
std::vector<TokenId> all_words(const Corpus& corpus, int cap);

} // namespace wordfield
