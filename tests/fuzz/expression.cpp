// SPDX-License-Identifier: MIT
// Any sum of words, as typed.
#include "model/geometry/expression.hpp"
#include "tests/fuzz/fuzz.hpp"

#include <cmath>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace wordfield;
    static const Corpus corpus = fuzz::small_corpus();
    fuzz::allow_refusal([&] {
        const auto terms = parse_expression(corpus.lexicon.vocabulary, fuzz::typed(data, size));
        fuzz::require(!terms.empty(), "a sum has words");
        for (const Term& term : terms) {
            fuzz::require(term.word >= 0 && term.word < corpus.lexicon.vocabulary.size(), "words exist");
            fuzz::require(std::isfinite(term.factor), "factors are numbers");
        }
    });
    return 0;
}
