// SPDX-License-Identifier: MIT
// Any file of analogies, for a corpus of few words.
#include "model/text/word_lists.hpp"
#include "tests/fuzz/fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace wordfield;
    static const Corpus small = fuzz::small_corpus();
    fuzz::allow_refusal([&] {
        Corpus corpus = small;
        apply_analogies(corpus.lexicon, corpus.notes, "any.txt", fuzz::text_of(data, size));
        for (const AnalogyRelation& relation : corpus.lexicon.relations)
            for (const Analogy& q : relation.analogies)
                for (const TokenId id : {q.a, q.b, q.c, q.d})
                    fuzz::require(id >= 0 && id < corpus.lexicon.vocabulary.size(), "words exist");
    });
    return 0;
}
