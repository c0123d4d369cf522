// SPDX-License-Identifier: MIT
#include "model/analysis/distribution.hpp"
#include "model/analysis/logit_lens.hpp"

#include "model/text/tokenizer.hpp"
#include "model/train/gpt_trainer.hpp"
#include "tests/support/catch.hpp"

using namespace wordfield;

TEST_CASE("the lens after the last layer is the model's own distribution", "[app]") {
    const auto corpus = load_corpus({});
    GptTrainer trainer{corpus, {.dim = 32, .layers = 2, .heads = 2, .context = 16}, {.batch = 4}};
    for (int i = 0; i < 3; ++i) trainer.step();
    const Trace s = trainer.moment().network->trace(encode(corpus->lexicon.vocabulary, corpus->text.prompt));
    REQUIRE(s.lens.size() == 3);
    for (int position = 0; position < static_cast<int>(s.tokens.size()); ++position) {
        const auto words = lens_column(s, position, 5)[2];
        const Distribution d = distribution_at(s, position, 1.0, true);
        REQUIRE(words.size() == 5);
        for (std::size_t i = 0; i < 5; ++i) {
            CHECK(words[i].word == d.ranked[i]);
            CHECK(words[i].probability == Approx(d.probability[words[i].word]).epsilon(1e-3));
        }
    }
}

TEST_CASE("the lens over a whole sentence says what it says at each place", "[app]") {
    const auto corpus = load_corpus({});
    GptTrainer trainer{corpus, {.dim = 32, .layers = 2, .heads = 2, .context = 16}, {.batch = 4}};
    for (int i = 0; i < 3; ++i) trainer.step();
    const auto s = std::make_shared<const Trace>(
        trainer.moment().network->trace(encode(corpus->lexicon.vocabulary, corpus->text.prompt)));
    LensColumn column;
    for (int layer = 0; layer < 3; ++layer) {
        const auto line = lens_line(*s, layer);
        REQUIRE(line.size() == s->tokens.size());
        for (int i = 0; i < static_cast<int>(line.size()); ++i) {
            const auto& layers = column.get(s, i, [&] { return lens_column(*s, i, 2); });
            REQUIRE(layers.size() == 3);
            const auto& words = layers[layer];
            CHECK(line[i].word == words.front().word);
            CHECK(line[i].probability == Approx(words.front().probability).epsilon(1e-3));
            CHECK(words[1].probability <= words[0].probability);
            // The second one by hand.
            const Eigen::VectorXd logits =
                (s->unembedding->cast<double>() * s->lens[layer].row(i).transpose().cast<double>());
            const double least = logits[words[1].word];
            CHECK((logits.array() > least).count() == 1);
            CHECK(words[1].probability == Approx(std::exp(least - logits.maxCoeff()) /
                                                 (logits.array() - logits.maxCoeff()).exp().sum())
                                              .epsilon(1e-3));
        }
    }
}
