// SPDX-License-Identifier: MIT
// Any text as a corpus: read, cut into words, encoded. The first byte chooses how many words are kept.
#include "model/text/plain_text.hpp"
#include "model/text/tokenizer.hpp"
#include "tests/fuzz/fuzz.hpp"

#include <algorithm>

namespace {

using namespace wordfield;

void check_words(std::string_view text, Tokens tokens) {
    std::size_t end = 0;
    for (const Word& word : split_words(text, tokens)) {
        fuzz::require(word.begin >= end && word.end > word.begin && word.end <= text.size(),
                      "words follow each other");
        fuzz::require(!word.normal.empty() && find_invalid_utf8(word.normal) == std::string_view::npos,
                      "a word is UTF-8");
        end = word.end;
    }
}

void check_corpus(const Corpus& corpus) {
    const auto inside = [&](TokenId id) { return id >= 0 && id < corpus.lexicon.vocabulary.size(); };
    fuzz::require(std::all_of(corpus.text.train.begin(), corpus.text.train.end(), inside),
                  "training ids are of the vocabulary");
    fuzz::require(std::all_of(corpus.text.heldout.begin(), corpus.text.heldout.end(), inside),
                  "held-out ids are");
    for (TokenId id = 0; id < corpus.lexicon.vocabulary.size(); ++id)
        fuzz::require(encode(corpus.lexicon.vocabulary, corpus.lexicon.vocabulary.word(id)) ==
                          std::vector{id},
                      "a word of the vocabulary can be typed");
}

// As often as it takes to be long enough to train on, a paragraph each.
std::string repeated(std::string_view text) {
    std::string whole;
    while (whole.size() < 4000) whole.append(text).append("\n\n");
    return whole;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2 || size > 8000) return 0;
    const std::string_view text = fuzz::text_of(data + 1, size - 1);
    fuzz::allow_refusal([&] {
        const TextRules rules{static_cast<Tokens>(size % 3), static_cast<Documents>(size / 3 % 3)};
        check_words(text, rules.tokens);
        CorpusRequest request{.source = "any.txt",
                              .max_vocabulary = 4 + data[0] % 64,
                              .min_count = 1 + data[0] / 64,
                              .rules = rules};
        check_corpus(*read_text_corpus(request, "any.txt", repeated(text), nullptr));
    });
    return 0;
}
