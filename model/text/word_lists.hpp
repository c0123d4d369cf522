// SPDX-License-Identifier: MIT
// What users know about the words of their text, from two small kinds of file: labels and analogies.
#pragma once

#include "model/text/lexicon.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace wordfield::inline text {

/// Replaces the categories by those of "word<TAB>category" lines. Words are brought into their
/// normal form; the last label of a word counts. Every line has as many fields as the first; those behind the
/// second, where there are any, replace its columns, of figures where every field that is not empty is one,
/// else of names. The first line is a header when it begins with "word" (and has three fields, or a second
/// like "category"), or when it has three fields or more and neither a word of the vocabulary at the front
/// nor a figure. What was passed over, replaced or guessed is told in `notes`. Throws Error{"<name>, line
/// <n>"} for a malformed line.
void apply_labels(Lexicon& lexicon, std::vector<std::string>& notes, std::string_view name,
                  std::string_view text);

/// The relations of a questions-words file, as apply_analogies() has them.
std::vector<AnalogyRelation> read_analogies(const Vocabulary& vocabulary, std::vector<std::string>& notes,
                                            std::string_view name, std::string_view text);

/// Replaces the relations by those of a questions-words file: ": relation" lines, each followed by
/// lines of four words. Relations of one name are put together. Lines with a word outside the vocabulary, and
/// those whose answer is one of their own other words, are counted in notes. Throws Error for a malformed
/// line.
void apply_analogies(Lexicon& lexicon, std::vector<std::string>& notes, std::string_view name,
                     std::string_view text);

/// The words of a list, one a line, as they are written and in the order of the file; of lines with tabs
/// what is before the first, so that a file of labels will do. Throws Error for a line that is not UTF-8, and
/// where there are no words.
std::vector<std::string> read_word_list(std::string_view name, std::string_view text);

} // namespace wordfield::inline text
