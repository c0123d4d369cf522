// SPDX-License-Identifier: MIT
#include "tests/fuzz/fuzz.hpp"

namespace wordfield::fuzz {

Corpus small_corpus() {
    Corpus corpus;
    corpus.name = "small";
    for (const char* word :
         {"king", "queen", "man", "woman", "cat", "cats", "dog",  "dogs", "7",  "don't", "well-known", "-",
          "+",    "(",     ")",   ",",     ":",   ".",    "café", "ß",    "白", "馬",    "الكتاب",     "ไทย"})
        corpus.lexicon.vocabulary.add(word, 10);
    for (int i = 0; i < 2000; ++i) corpus.text.train.push_back(i * 7 % corpus.lexicon.vocabulary.size());
    corpus.text.heldout.assign(corpus.text.train.begin(), corpus.text.train.begin() + 100);
    corpus.lexicon.category.assign(corpus.lexicon.vocabulary.size(), -1);
    return corpus;
}

} // namespace wordfield::fuzz
