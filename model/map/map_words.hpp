// SPDX-License-Identifier: MIT
// Which words a map shows when nobody has said which: words with a meaning of their own.
#pragma once

#include "model/text/lexicon.hpp"

#include <span>
#include <string>
#include <vector>

namespace wordfield::inline map {

/// Which words a map shows: content words (default_words), those of every kind, function words and marks
/// included, or those of a list.
enum class MapWords { Content, Every, Listed };

/// At most `cap` content words, in the order of their ids (the most frequent at the front): those with a
/// label before others, and those alone where at least half of the content words have one.
///  - A labelled word is one, but for categories of function words and of marks (told by their names).
///  - Another word is one when it has a letter and is no function word: by the list of the text's language
///    (stop_words_of), but for words rarer than the average; in a language without a list, by not being far
///    commoner than the others (more than .2 % of the text and more than ten times the mean).
std::vector<TokenId> default_words(const Lexicon& lexicon, int cap = 2000);

/// The `cap` commonest words of all, function words, marks, <unk> and <eos> included.
std::vector<TokenId> all_words(const Vocabulary& vocabulary, int cap);

/// The ids with the most frequent word at the front, among equals in their own order; empty where that is the
/// order of all ids, as it is of a text but for <unk> and <eos>: a list of a million of them need not be
/// kept.
std::vector<TokenId> ids_by_count(const Vocabulary& vocabulary);

/// Those of `list` that the vocabulary has, each once, in the order of their ids.
std::vector<TokenId> listed_words(const Vocabulary& vocabulary, std::span<const std::string> list);

/// "3 of the 40 listed words are not in the vocabulary"; empty where all are.
std::string note_on_list(const Vocabulary& vocabulary, std::span<const std::string> list);

} // namespace wordfield::inline map
