// SPDX-License-Identifier: MIT
// What is known of words, with or without a text that they come from: their ids, categories for colours and
// purity, columns of figures, and analogies to test.
#pragma once

#include "model/core/token.hpp"
#include "model/text/vocabulary.hpp"

#include <string>
#include <vector>

namespace wordfield::inline text {

/// a is to b as c is to d: the words of one line of a questions-words file, all inside the vocabulary.
struct Analogy {
    TokenId a, b, c, d;
};

struct AnalogyRelation {
    std::string name;
    std::vector<Analogy> analogies;
};

/// What a label file says of words beyond their category: a figure for each, or a name.
struct WordColumn {
    std::string name;
    std::vector<float> value;       ///< (V) NaN for a word without one; an index into `names` where those are
    std::vector<std::string> names; ///< in the order of the file; empty for a column of figures
};

struct Lexicon {
    Vocabulary vocabulary;
    std::vector<std::string> categories; ///< in the order of their legend; empty when there are no labels
    std::vector<int> category;           ///< (V) index into `categories`, or -1 for a word without one
    std::vector<WordColumn> columns;     ///< further columns of the labels; mostly none
    std::vector<AnalogyRelation> relations;
};

} // namespace wordfield::inline text
