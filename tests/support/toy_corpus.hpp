// SPDX-License-Identifier: MIT
// A corpus that is made in microseconds: a first-order Markov chain over a few words, each of which prefers
// three successors. A model that learns comes close to its entropy; one that does not stays at log V.
#pragma once

#include "model/core/rng.hpp"
#include "model/text/corpus.hpp"

#include <memory>

namespace wordfield::test {

inline std::vector<TokenId> toy_stream(int words, int tokens, Pcg32& rng) {
    std::vector<TokenId> stream;
    int word = 2;
    for (int i = 0; i < tokens; ++i) {
        stream.push_back(word);
        const int jump = 1 + static_cast<int>(rng.below(3)) * 2;
        word = 2 + (word * 5 + jump) % (words - 2);
    }
    return stream;
}

inline std::shared_ptr<const Corpus> toy_corpus(int words = 30, int tokens = 4000) {
    auto corpus = std::make_shared<Corpus>();
    corpus->name = "toy";
    for (int i = 2; i < words; ++i)
        corpus->lexicon.vocabulary.add(std::string{"w"}.append(std::to_string(i)), tokens / words);
    Pcg32 rng{7};
    corpus->text.train = toy_stream(words, tokens, rng);
    corpus->text.heldout = toy_stream(words, tokens / 8, rng);
    corpus->lexicon.category.assign(words, -1);
    corpus->text.prompt = "w2 w3 w4";
    return corpus;
}

} // namespace wordfield::test
