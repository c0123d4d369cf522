// SPDX-License-Identifier: MIT
#include "app/distribution.hpp"
#include "app/logit_lens.hpp"

#include "model/text/tokenizer.hpp"
#include "model/train/trainer.hpp"
#include "tests/support/catch.hpp"

using namespace wordfield;
using namespace wordfield::app;

TEST_CASE("the lens after the last layer is the model's own distribution", "[app]") {
    const auto corpus = load_corpus({});
    Trainer trainer{corpus, {.dim = 32, .layers = 2, .heads = 2, .context = 16}, {.batch = 4}};
    for (int i = 0; i < 3; ++i) trainer.step();
    const Snapshot s = trainer.snapshot(encode(corpus->vocabulary, corpus->prompt));
    REQUIRE(s.probe.lens.size() == 3);
    for (int position = 0; position < static_cast<int>(s.probe.tokens.size()); ++position) {
        const auto words = logit_lens(s, 2, position, 5);
        const Distribution d = distribution_at(s.probe, position, 1.0, true);
        REQUIRE(words.size() == 5);
        for (std::size_t i = 0; i < 5; ++i) {
            CHECK(words[i].word == d.ranked[i]);
            CHECK(words[i].probability ==
                  Approx(d.probability[static_cast<std::size_t>(words[i].word)]).epsilon(1e-3));
        }
    }
}
