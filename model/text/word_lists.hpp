// SPDX-License-Identifier: MIT
// What users know about the words of their text, from two small kinds of file: labels and analogies.
#pragma once

#include "model/text/corpus.hpp"

#include <filesystem>
#include <string_view>

namespace wordfield {

/// Replaces the corpus's categories by those of "word<TAB>category" lines. Words are brought into their
/// normal form; those outside the vocabulary are counted in a note. A first line of three names or more,
/// "word<TAB>category<TAB>year", is a header, and every line may then have as many fields: the further ones
/// become the corpus's columns, of figures where every field that is not empty is one, else of names. Throws
/// Error{"<name>, line <n>"} for a malformed line.
void apply_labels(Corpus& corpus, std::string_view name, std::string_view text);

/// Replaces the corpus's relations by those of a questions-words file: ": relation" lines, each followed by
/// lines of four words. Lines with a word outside the vocabulary are counted in a note. Throws Error for a
/// malformed line.
void apply_analogies(Corpus& corpus, std::string_view name, std::string_view text);

} // namespace wordfield
