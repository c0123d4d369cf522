// SPDX-License-Identifier: MIT
// Any file of labels, for a corpus of few words.
#include "model/text/word_lists.hpp"
#include "tests/fuzz/fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace wordfield;
    static const Corpus small = fuzz::small_corpus();
    fuzz::allow_refusal([&] {
        Corpus corpus = small;
        apply_labels(corpus.lexicon, corpus.notes, "any.txt", fuzz::text_of(data, size));
        for (const int category : corpus.lexicon.category)
            fuzz::require(category >= -1 && category < static_cast<int>(corpus.lexicon.categories.size()),
                          "categories exist");
    });
    return 0;
}
