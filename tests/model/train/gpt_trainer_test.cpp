// SPDX-License-Identifier: MIT
#include "model/train/gpt_trainer.hpp"

#include "model/core/error.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/toy_corpus.hpp"

#include <algorithm>
#include <cmath>

using namespace wordfield;

namespace {

const ModelConfig small{.dim = 24, .layers = 2, .heads = 3, .context = 12};

TrainConfig quick(int threads = 1, std::uint64_t seed = 3) {
    return {.batch = 6, .warmup = 5, .horizon = 200, .seed = seed, .threads = threads};
}

std::vector<float> parameters_after(int steps, const TrainConfig& train) {
    GptTrainer trainer{test::toy_corpus(), small, train};
    for (int i = 0; i < steps; ++i) trainer.step();
    return {trainer.parameters().begin(), trainer.parameters().end()};
}

} // namespace

TEST_CASE("trainer: the loss starts at log V and comes down, held-out text too", "[model]") {
    GptTrainer trainer{test::toy_corpus(), small, quick(2)};
    CHECK(trainer.step() == Approx(std::log(30.0F)).epsilon(0.02));
    CHECK(*trainer.evaluate_heldout(16) == Approx(std::log(30.0)).epsilon(0.05));
    for (int i = 0; i < 300; ++i) trainer.step();
    // The chain's own entropy is log 3 = 1.1.
    CHECK(trainer.step() < 1.5F);
    CHECK(*trainer.evaluate_heldout(16) < 1.5);
    CHECK(*trainer.evaluate_heldout(16) == *trainer.evaluate_heldout(16));
}

TEST_CASE("trainer: same seed and thread count, same bits", "[model]") {
    for (const int threads : {1, 2, 3})
        CHECK(parameters_after(20, quick(threads)) == parameters_after(20, quick(threads)));
    CHECK(parameters_after(20, quick(1, 3)) != parameters_after(20, quick(1, 4)));
}

TEST_CASE("trainer: another thread count differs by rounding alone", "[model]") {
    const auto one = parameters_after(3, quick(1)), three = parameters_after(3, quick(3));
    for (std::size_t i = 0; i < one.size(); ++i) REQUIRE(one[i] == Approx(three[i]).margin(1e-4));
}

TEST_CASE("trainer: a moment holds the step's own truth", "[model]") {
    const auto corpus = test::toy_corpus();
    GptTrainer trainer{corpus, small, quick()};
    const Moment start = trainer.moment();
    CHECK(start.step == 0);
    CHECK(start.embedding->matrix() == start.initial_embedding->matrix());
    CHECK(start.network->trace({}).tokens == std::vector<TokenId>{Vocabulary::end_of_text});
    for (int i = 0; i < 5; ++i) trainer.step();
    const std::vector<TokenId> prompt(20, 5); // longer than the context
    const Moment later = trainer.moment();
    CHECK(later.step == 5);
    CHECK(later.initial_embedding->matrix() == start.embedding->matrix());
    CHECK(later.embedding->matrix() != start.embedding->matrix());
    CHECK(later.mean_gradient->norm() > 0.0F);
    const Trace trace = later.network->trace(prompt);
    CHECK(trace.tokens.size() == 12);
    REQUIRE(trace.attention.size() == 6);
    CHECK(trace.residual.size() == 3);
    const Matrix logits = trace.final_hidden * later.embedding->matrix().transpose();
    CHECK((logits - trace.logits).cwiseAbs().maxCoeff() < 1e-4F);
    std::int64_t parameters = 0;
    for (const GroupStats& group : later.groups) {
        INFO(group.name);
        parameters += group.parameters;
        CHECK(group.update_norm > 0.0F);
        CHECK(group.gradient_norm > 0.0F);
    }
    CHECK(parameters == later.parameters);
}

TEST_CASE("trainer: what does not fit is refused with a sentence", "[model]") {
    const auto corpus = test::toy_corpus();
    CHECK_THROWS_AS((GptTrainer{corpus, {.dim = 10, .heads = 3}, quick()}), Error);
    CHECK_THROWS_AS((GptTrainer{corpus, {.context = 100000}, quick()}), Error);
    CHECK_THROWS_AS((GptTrainer{test::toy_corpus(30, 20), {.context = 32}, quick()}), Error);
    CHECK_THROWS_WITH(
        (GptTrainer{corpus, {.dim = 10, .heads = 3}, quick()}),
        "heads: 10 dimensions cannot be shared by 3 heads (choose a dim that is a multiple of heads)");
}

TEST_CASE("trainer: a rate that is far too high leaves finite weights to go back to", "[model]") {
    TrainConfig wild = quick();
    wild.optimizer = OptimizerKind::Sgd;
    wild.clip = 1e30F;
    wild.learning_rate = 100.0F;
    wild.warmup = 0;
    GptTrainer trainer{test::toy_corpus(), small, wild};
    for (int i = 0; i < 200 && !trainer.failed(); ++i) trainer.step();
    REQUIRE(trainer.failed());
    trainer.roll_back();
    CHECK_FALSE(trainer.failed());
    CHECK(std::ranges::all_of(trainer.parameters(), [](float p) { return std::isfinite(p); }));
    trainer.set_learning_rate(0.01F);
    CHECK(std::isfinite(trainer.step()));
}
