// SPDX-License-Identifier: MIT
#include "model/nn/skipgram.hpp"

#include "tests/support/gradient_check.hpp"
#include "tests/support/toy_corpus.hpp"

#include <array>
#include <cmath>

using namespace wordfield;
using test::random_values;

TEST_CASE("alias table: draws in proportion to the weights", "[model]") {
    const std::array<double, 4> weights{1.0, 0.0, 3.0, 6.0};
    const AliasTable table{weights};
    Pcg32 rng{31};
    std::array<int, 4> drawn{};
    for (int i = 0; i < 100'000; ++i) ++drawn[table.draw(rng)];
    CHECK(drawn[1] == 0);
    for (const std::size_t i : {0U, 2U, 3U}) CHECK(drawn[i] == Approx(weights[i] * 10'000.0).epsilon(0.03));
}

TEST_CASE("negative sampling: the step is the numeric slope of the loss", "[model][gradient]") {
    constexpr Index C = 11;
    Pcg32 rng{32};
    auto center = random_values(C, rng), table = random_values(4 * C, rng);
    const auto loss = [&] { // written out, on copies
        double sum = 0.0;
        for (std::size_t r = 0; r < 4; ++r) {
            const double score = test::dot(center, std::span{table}.subspan(r * C, C));
            sum += std::log1p(std::exp(r == 0 ? -score : score));
        }
        return sum;
    };
    auto moved = table;
    std::vector<double> d_center(C);
    const std::array<double*, 4> rows{&moved[0], &moved[C], &moved[2 * C], &moved[3 * C]};
    CHECK(negative_sampling_step<double>(d_center.data(), center.data(), rows, 1.0, C) == Approx(loss()));
    for (double& d : d_center) d = -d; // descent goes against the slope
    std::vector<double> d_table(table.size());
    for (std::size_t i = 0; i < table.size(); ++i) d_table[i] = table[i] - moved[i];
    test::check_gradient(loss, center, d_center);
    test::check_gradient(loss, table, d_table);
}

TEST_CASE("negative sampling: the loss is right for scores far out, too", "[model]") {
    for (const float score : {-60.0F, -20.0F, -12.0F, 0.5F, 12.0F, 30.0F}) {
        INFO(score);
        const std::array<float, 1> center{1.0F};
        std::array<float, 1> neighbour{score}, noise{-0.3F};
        std::array<float, 1> d_center{};
        const std::array<float*, 2> rows{neighbour.data(), noise.data()};
        const double loss = negative_sampling_step<float>(d_center.data(), center.data(), rows, 0.1F, 1);
        const double expected =
            std::log1p(std::exp(-static_cast<double>(score))) + std::log1p(std::exp(-0.3));
        CHECK(loss == Approx(expected).epsilon(1e-5));
    }
}

TEST_CASE("skip-gram: learns who stands beside whom, and the same seed gives the same bits", "[model]") {
    const auto corpus = test::toy_corpus(30, 20'000);
    const std::vector<std::int64_t> counts(30, 600);
    const ModelConfig config{.dim = 16, .window = 1, .subsample = 0.0F};
    SkipGram a{counts, config, 2}, b{counts, config, 2};
    const auto start = a.train(corpus->text.train, 0.05F);
    b.train(corpus->text.train, 0.05F);
    CHECK(a.input() == b.input());
    for (int i = 0; i < 5; ++i) a.train(corpus->text.train, 0.05F);
    const auto later = a.train(corpus->text.train, 0.05F);
    CHECK(start.pairs == later.pairs);
    CHECK(later.loss < 0.9 * start.loss);
    // A word of the chain is followed by three words: they score higher than the others.
    const Matrix scores = a.input() * a.output().transpose();
    const auto successor = [](Index word, Index jump) { return 2 + (word * 5 + jump) % 28; };
    int higher = 0;
    for (Index word = 2; word < 30; ++word)
        higher += scores(word, successor(word, 3)) > scores.row(word).mean() ? 1 : 0;
    CHECK(higher >= 26);
}

TEST_CASE("skip-gram: windows do not reach across the end of a text", "[model]") {
    const std::vector<std::int64_t> counts(6, 10);
    SkipGram model{counts, {.dim = 4, .window = 3, .subsample = 0.0F}, 1};
    const std::vector<TokenId> text{2, Vocabulary::end_of_text, 3, Vocabulary::end_of_text};
    CHECK(model.train(text, 0.1F).pairs == 4); // each word with its own <eos>, both ways
}
