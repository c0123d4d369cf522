// SPDX-License-Identifier: MIT
#include "model/core/error.hpp"
#include "model/nn/cbow.hpp"
#include "model/run/checkpoint.hpp"
#include "model/train/trainer.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/toy_corpus.hpp"

#include <cmath>

using namespace wordfield;

namespace {

const ModelConfig cbow_small{
    .kind = ModelKind::Cbow, .dim = 8, .context = 10, .window = 2, .subsample = 0.0F};
const TrainConfig cbow_quick{.batch = 5, .learning_rate = 0.1F, .warmup = 0, .horizon = 500, .seed = 3};

std::unique_ptr<Trainer> trained(int steps) {
    auto trainer = make_trainer(test::toy_corpus(), cbow_small, cbow_quick);
    for (int i = 0; i < steps; ++i) trainer->step();
    return trainer;
}

} // namespace

TEST_CASE("CBOW trainer: a step is the same as reading the text by hand, and it learns", "[model]") {
    const auto trainer = trained(0);
    const double start = *trainer->evaluate_heldout(20);
    CHECK(start == Approx((1.0 + 5.0 * 27.0 / 28.0) * std::log(2.0)).epsilon(0.01)); // a coin for each
    const auto corpus = test::toy_corpus();
    std::vector<std::int64_t> counts;
    for (TokenId id = 0; id < corpus->lexicon.vocabulary.size(); ++id)
        counts.push_back(corpus->lexicon.vocabulary.count(id));
    Cbow by_hand{counts, cbow_small, cbow_quick.seed};
    for (int i = 0; i < 80; ++i) {
        const auto part =
            by_hand.train(std::span{corpus->text.train}.subspan(i * 50, 50), scheduled_rate(cbow_quick, i));
        CHECK(trainer->step() == static_cast<float>(part.loss / static_cast<double>(part.pairs)));
    }
    const Moment s = trainer->moment();
    CHECK(s.embedding->matrix() == by_hand.input());
    CHECK(*s.output_embedding == by_hand.output());
    CHECK(*trained(400)->evaluate_heldout(20) < 0.9 * start);
}

TEST_CASE("CBOW trainer: a moment tells what may stand at each place of the sentence", "[model]") {
    const auto trainer = trained(300);
    const std::vector<TokenId> sentence{4, 5, 6};
    const Moment s = trainer->moment();
    CHECK(s.capabilities.output_table);
    CHECK_FALSE(s.capabilities.attention);
    CHECK(s.parameters == info_of(ModelKind::Cbow).parameters(s.model));
    const RowVector mean = (s.embedding->row(4) + s.embedding->row(6)) / 2.0F;
    double powers = 0.0;
    for (TokenId id = 0; id < 30; ++id)
        powers += std::pow(std::max<double>(1.0, static_cast<double>(s.corpus->lexicon.vocabulary.count(id))),
                           0.75);
    const double noise = std::pow(static_cast<double>(s.corpus->lexicon.vocabulary.count(9)), 0.75) / powers;
    CHECK(s.network->trace(sentence).logits(1, 9) ==
          Approx(static_cast<double>(mean.dot(s.output_embedding->row(9))) + std::log(noise)).epsilon(1e-4));
    CHECK(s.mean_gradient->norm() > 0.0F);
}

TEST_CASE("CBOW trainer: saved and resumed, it goes on to the same bits", "[model]") {
    const auto unbroken = trained(37), half = trained(37);
    const TrainerState state = decode_checkpoint(encode_checkpoint(half->state()), "test");
    CHECK(state == half->state());
    const auto resumed = make_trainer(test::toy_corpus(), state);
    for (int i = 0; i < 60; ++i) CHECK(resumed->step() == unbroken->step());
    CHECK(resumed->moment().embedding->matrix() == unbroken->moment().embedding->matrix());
    CHECK(*resumed->moment().output_embedding == *unbroken->moment().output_embedding);
}

TEST_CASE("CBOW trainer: frozen tables and rows stay; what it has not is refused by its own name",
          "[model]") {
    const auto trainer = trained(20);
    trainer->freeze_group("neighbour vectors", true);
    trainer->freeze_row(7, true);
    const Moment before = trainer->moment();
    for (int i = 0; i < 5; ++i) trainer->step();
    const Moment after = trainer->moment();
    CHECK(*after.output_embedding == *before.output_embedding);
    CHECK(after.embedding->row(7) == before.embedding->row(7));
    CHECK(after.embedding->row(8) != before.embedding->row(8));
    try {
        trainer->ablate_head(0, 0, true);
        FAIL("it has no heads");
    } catch (const Error& error) {
        CHECK(std::string{error.what()}.find("CBOW model") == 0);
    }
}
