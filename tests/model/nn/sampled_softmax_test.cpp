// SPDX-License-Identifier: MIT
#include "model/nn/sampled_softmax.hpp"

#include "model/nn/noise.hpp"
#include "model/train/gpt_trainer.hpp"
#include "tests/support/gradient_check.hpp"
#include "tests/support/toy_corpus.hpp"

#include <cmath>

using namespace wordfield;
using test::random_values;

namespace {

constexpr Index C = 5, V = 9;

struct SampledCase {
    std::vector<double> hidden, table;
    std::vector<TokenId> targets{3, 7, 3};
    SampledTokens<double> drawn;
    std::vector<double> d_hidden = std::vector<double>(3 * C), d_table = std::vector<double>(V * C);
    SampledScratch<double> scratch;

    double run(double scale) {
        drawn.gather(table.data(), C);
        std::ranges::fill(d_table, 0.0);
        return sampled_cross_entropy(
            {hidden.data(), table.data(), targets, C, d_hidden.data(), d_table.data()}, drawn, scale,
            scratch);
    }
    // Written out: the target, and every drawn word that is not the target with its weight.
    [[nodiscard]] double by_hand() const {
        double loss = 0.0;
        for (std::size_t r = 0; r < targets.size(); ++r) {
            const auto score = [&](TokenId word) {
                return test::dot(std::span{hidden}.subspan(r * C, C),
                                 std::span{table}.subspan(static_cast<std::size_t>(word) * C, C));
            };
            double Z = std::exp(score(targets[r]));
            for (std::size_t k = 0; k < drawn.ids.size(); ++k)
                if (drawn.ids[k] != targets[r]) Z += std::exp(score(drawn.ids[k]) + drawn.log_weight[k]);
            loss += std::log(Z) - score(targets[r]);
        }
        return loss;
    }
};

SampledCase random_case() {
    Pcg32 rng{41};
    SampledCase c;
    c.hidden = random_values(3 * C, rng);
    c.table = random_values(V * C, rng);
    c.drawn.ids = {1, 3, 8, 1, 5}; // one twice, one a target
    c.drawn.log_weight = {0.5, 0.2, 1.5, 0.5, -0.3};
    return c;
}

} // namespace

TEST_CASE("sampled softmax: the loss is the sum written out", "[model]") {
    SampledCase c = random_case();
    CHECK(c.run(1.0) == Approx(c.by_hand()));
}

TEST_CASE("sampled softmax: the gradient is the numeric slope of the loss", "[model][gradient]") {
    SampledCase c = random_case();
    c.run(1.0);
    const auto loss = [&] { return c.by_hand(); };
    test::check_gradient(loss, c.hidden, c.d_hidden);
    test::check_gradient(loss, c.table, c.d_table);
}

TEST_CASE("sampled softmax: with every word drawn once it is the exact one", "[model]") {
    SampledCase c = random_case();
    c.drawn.ids = {0, 1, 2, 3, 4, 5, 6, 7, 8};
    c.drawn.log_weight.assign(V, 0.0);
    double exact = 0.0;
    for (std::size_t r = 0; r < 3; ++r) {
        double Z = 0.0, target = 0.0;
        for (std::size_t w = 0; w < V; ++w) {
            const double score =
                test::dot(std::span{c.hidden}.subspan(r * C, C), std::span{c.table}.subspan(w * C, C));
            Z += std::exp(score);
            if (static_cast<TokenId>(w) == c.targets[r]) target = score;
        }
        exact += std::log(Z) - target;
    }
    CHECK(c.run(1.0) == Approx(exact));
}

TEST_CASE("sampled softmax: Z is right on average", "[model]") {
    SampledCase c = random_case();
    c.targets = {3};
    c.hidden.resize(C);
    c.d_hidden.resize(C);
    const std::vector<std::int64_t> counts{5, 90, 40, 30, 20, 10, 8, 4, 2};
    const auto chance = noise_chances(counts, 0.75F);
    const AliasTable noise{chance};
    const double target = test::dot(c.hidden, std::span{c.table}.subspan(3 * C, C));
    double exact = 0.0, mean = 0.0;
    for (std::size_t w = 0; w < V; ++w)
        exact += std::exp(test::dot(c.hidden, std::span{c.table}.subspan(w * C, C)));
    Pcg32 rng{5};
    constexpr int tries = 4000;
    for (int i = 0; i < tries; ++i) {
        c.drawn.draw(noise, chance, 30, rng);
        mean += std::exp(c.run(1.0) + target) / tries; // loss = log Z - target
    }
    CHECK(mean == Approx(exact).epsilon(0.01));
}

TEST_CASE("sampled softmax: a trainer with it learns, repeats itself and resumes to the same bits",
          "[model]") {
    const ModelConfig model{.dim = 16, .layers = 1, .heads = 2, .context = 8};
    const TrainConfig train{.batch = 8, .warmup = 5, .horizon = 400, .softmax_sample = 12, .threads = 2};
    GptTrainer a{test::toy_corpus(), model, train}, b{test::toy_corpus(), model, train};
    for (int i = 0; i < 100; ++i) CHECK(a.step() == b.step());
    GptTrainer resumed{test::toy_corpus(), a.state()};
    for (int i = 0; i < 200; ++i) CHECK(resumed.step() == b.step());
    CHECK(*b.evaluate_heldout(32) < 0.6 * std::log(30.0)); // exact, whatever the steps were
    TrainConfig exact = train;
    exact.softmax_sample = 0;
    GptTrainer all{test::toy_corpus(), model, exact};
    for (int i = 0; i < 300; ++i) all.step();
    CHECK(*b.evaluate_heldout(32) == Approx(*all.evaluate_heldout(32)).epsilon(0.1));
    const Moment s = b.moment();
    const Trace trace = s.network->trace(std::vector<TokenId>{4, 5});
    const Matrix logits = trace.final_hidden * s.embedding->matrix().transpose(); // of the table as it is now
    CHECK((logits - trace.logits).cwiseAbs().maxCoeff() < 1e-4F);
}

TEST_CASE("sampled softmax: is for large vocabularies unless it is asked for", "[model]") {
    CHECK(softmax_sample_size({.vocabulary = 700}, {}) == 0);
    CHECK(softmax_sample_size({.vocabulary = 8000}, {}) == 1024);
    CHECK(softmax_sample_size({.vocabulary = 8000}, {.softmax_sample = 0}) == 0);
    CHECK(softmax_sample_size({.vocabulary = 700}, {.softmax_sample = 64}) == 64);
    CHECK(softmax_sample_size({.vocabulary = 700}, {.softmax_sample = 699}) == 699);
    CHECK(softmax_sample_size({.vocabulary = 700}, {.softmax_sample = 700}) == 0); // all there are
}
