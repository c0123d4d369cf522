// SPDX-License-Identifier: MIT
#include "app/insight/distribution.hpp"
#include "app/insight/logit_lens.hpp"

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

TEST_CASE("the lens over a whole sentence says what it says at each place", "[app]") {
    const auto corpus = load_corpus({});
    Trainer trainer{corpus, {.dim = 32, .layers = 2, .heads = 2, .context = 16}, {.batch = 4}};
    for (int i = 0; i < 3; ++i) trainer.step();
    const auto s =
        std::make_shared<const Snapshot>(trainer.snapshot(encode(corpus->vocabulary, corpus->prompt)));
    LensColumn column;
    for (int layer = 0; layer < 3; ++layer) {
        const auto line = lens_line(s->probe, *s->embedding, layer);
        REQUIRE(line.size() == s->probe.tokens.size());
        for (int i = 0; i < static_cast<int>(line.size()); ++i) {
            const auto words = logit_lens(*s, layer, i, 2);
            CHECK(line[static_cast<std::size_t>(i)].word == words.front().word);
            CHECK(line[static_cast<std::size_t>(i)].probability ==
                  Approx(words.front().probability).epsilon(1e-3));
            column.update(s, s->probe, i, 2);
            REQUIRE(column.layers.size() == 3);
            CHECK(column.layers[static_cast<std::size_t>(layer)][1].word == words[1].word);
        }
    }
}
