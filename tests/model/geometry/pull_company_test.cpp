// SPDX-License-Identifier: MIT
// "Same company, same pull" on the built-in corpus: words of one category are pulled alike.
#include "model/geometry/mean_row.hpp"
#include "model/geometry/pull.hpp"
#include "model/train/gpt_trainer.hpp"
#include "tests/support/catch.hpp"

using namespace wordfield;

TEST_CASE("words of one category are pulled the same way, others are not", "[model][story][long]") {
    const auto corpus = load_corpus({});
    GptTrainer trainer{corpus, {.layers = 1}, {}};
    double same = 0.0, other = 0.0;
    int looks = 0;
    for (int step = 1; step <= 100; ++step) {
        trainer.step();
        if (step < 60 || step % 20 != 0) continue;
        const Matrix gradient = *trainer.moment().mean_gradient;
        double sums[2] = {0.0, 0.0};
        std::int64_t counts[2] = {0, 0};
        for (TokenId a = 2; a < corpus->lexicon.vocabulary.size(); a += 7) {
            const int category = corpus->lexicon.category[a];
            if (category < 0) continue;
            const Pull pull = pull_of(gradient, mean_row(gradient), a, 1);
            for (TokenId b = 2; b < corpus->lexicon.vocabulary.size(); ++b) {
                const int its = corpus->lexicon.category[b];
                if (b == a || its < 0) continue;
                sums[its == category] += pull.cosine[b];
                ++counts[its == category];
            }
        }
        same += sums[1] / static_cast<double>(counts[1]);
        other += sums[0] / static_cast<double>(counts[0]);
        ++looks;
    }
    CAPTURE(same / looks, other / looks);
    CHECK(same / looks > other / looks + 0.3);
}
