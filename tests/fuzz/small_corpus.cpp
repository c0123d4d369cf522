// SPDX-License-Identifier: MIT
#include "tests/fuzz/fuzz.hpp"

namespace wordfield::fuzz {

Corpus small_corpus() {
    Corpus corpus;
    corpus.name = "small";
    for (const char* word :
         {"king", "queen", "man", "woman", "cat", "cats", "dog",  "dogs", "7",  "don't", "well-known", "-",
          "+",    "(",     ")",   ",",     ":",   ".",    "café", "ß",    "白", "馬",    "الكتاب",     "ไทย"})
        corpus.vocabulary.add(word, 10);
    for (int i = 0; i < 2000; ++i) corpus.train.push_back(i * 7 % corpus.vocabulary.size());
    corpus.heldout.assign(corpus.train.begin(), corpus.train.begin() + 100);
    corpus.category.assign(corpus.vocabulary.size(), -1);
    return corpus;
}

} // namespace wordfield::fuzz
