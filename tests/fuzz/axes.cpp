// SPDX-License-Identifier: MIT
// Any axis of words, as typed; what is shown of it can be typed again.
#include "model/map/axis_text.hpp"
#include "tests/fuzz/fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace wordfield;
    static const Corpus corpus = fuzz::small_corpus();
    fuzz::allow_refusal([&] {
        const WordAxis axis = parse_axis(corpus.lexicon.vocabulary, fuzz::typed(data, size));
        fuzz::require(!axis.from.empty() && !axis.to.empty(), "an axis has two ends");
        fuzz::require(!short_axis_text(corpus.lexicon.vocabulary, axis).empty(), "it can be shown");
    });
    return 0;
}
