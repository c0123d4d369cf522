// SPDX-License-Identifier: MIT
// Any grammar: parsed, and a little text written by it.
#include "model/text/grammar/corpus.hpp"
#include "tests/fuzz/fuzz.hpp"

#include <algorithm>
#include <cmath>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace wordfield;
    using namespace wordfield::grammar;
    if (size > 8000) return 0;
    fuzz::allow_refusal([&] {
        Grammar grammar = parse_grammar("any.grammar", fuzz::text_of(data, size));
        grammar.tokens = std::min<std::int64_t>(grammar.tokens, 1500);
        const auto corpus = write_corpus(grammar, 1, nullptr);
        fuzz::require(!corpus->text.train.empty(), "a grammar writes text");
        fuzz::require(!corpus->text.entropy_floor ||
                          (std::isfinite(*corpus->text.entropy_floor) && *corpus->text.entropy_floor >= 0),
                      "entropy is a number");
    });
    return 0;
}
