// SPDX-License-Identifier: MIT
// word2vec's text format, which gensim, fastText and others read: a line "V C", then one line a word, "word
// number number ..." (word2vec.c, Mikolov et al. 2013; gensim's keyedvectors.py).
#pragma once

#include "model/formats/format.hpp"

namespace wordfield::inline formats {

const Format& word2vec_text_format();

} // namespace wordfield::inline formats
