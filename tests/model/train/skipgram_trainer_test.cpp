// SPDX-License-Identifier: MIT
#include "model/train/skipgram_trainer.hpp"

#include "model/core/error.hpp"
#include "model/geometry/pull.hpp"
#include "model/run/checkpoint.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/toy_corpus.hpp"

#include <algorithm>
#include <cmath>

using namespace wordfield;

namespace {

const ModelConfig skipgram_small{
    .kind = ModelKind::SkipGram, .dim = 8, .context = 10, .window = 2, .subsample = 0.0F};
const TrainConfig skipgram_quick{.batch = 5, .learning_rate = 0.1F, .warmup = 0, .horizon = 500, .seed = 3};

SkipGramTrainer small_skipgram() {
    return {test::toy_corpus(), skipgram_small, skipgram_quick};
}

} // namespace

TEST_CASE("skip-gram trainer: reads the text on, learns, and lowers its held-out loss", "[model]") {
    SkipGramTrainer trainer = small_skipgram();
    const double start = *trainer.evaluate_heldout(20);
    // No score yet: a coin for the neighbour and for each of five others, unless they are the neighbour.
    CHECK(start == Approx((1.0 + 5.0 * 27.0 / 28.0) * std::log(2.0)).epsilon(0.01));
    CHECK(*trainer.evaluate_heldout(20) == start); // measuring teaches nothing
    for (int i = 0; i < 400; ++i) trainer.step();
    CHECK(trainer.step_count() == 400);
    CHECK(*trainer.evaluate_heldout(20) < 0.9 * start);
    CHECK(trainer.head_stats().empty());
}

TEST_CASE("skip-gram trainer: a step is the same as reading the text by hand", "[model]") {
    SkipGramTrainer trainer = small_skipgram();
    const auto corpus = test::toy_corpus();
    std::vector<std::int64_t> counts;
    for (TokenId id = 0; id < corpus->lexicon.vocabulary.size(); ++id)
        counts.push_back(corpus->lexicon.vocabulary.count(id));
    SkipGram by_hand{counts, skipgram_small, skipgram_quick.seed};
    const std::span<const TokenId> text{corpus->text.train};
    for (int i = 0; i < 80; ++i) { // 80 x 50 tokens: once through the text
        by_hand.train(text.subspan(static_cast<std::size_t>(i) * 50, 50), scheduled_rate(skipgram_quick, i));
        trainer.step();
    }
    CHECK(trainer.vectors().input() == by_hand.input());
    CHECK(trainer.vectors().output() == by_hand.output());
    by_hand.train(text.first(50), scheduled_rate(skipgram_quick, 80)); // and from the front again
    trainer.step();
    CHECK(trainer.vectors().input() == by_hand.input());
}

TEST_CASE("skip-gram trainer: a moment shows both tables and the distribution of neighbours", "[model]") {
    SkipGramTrainer trainer = small_skipgram();
    for (int i = 0; i < 300; ++i) trainer.step();
    const Moment s = trainer.moment();
    const Trace trace = s.network->trace(std::vector<TokenId>{4, 5});
    CHECK(s.embedding->matrix() == trainer.vectors().input());
    REQUIRE(s.output_embedding);
    CHECK(*s.output_embedding == trainer.vectors().output());
    CHECK(s.parameters == 2 * 30 * 8);
    REQUIRE(s.groups.size() == 2);
    CHECK(s.groups[0].parameters + s.groups[1].parameters == s.parameters);
    CHECK(s.groups[0].norm == Approx(s.embedding->matrix().norm()));
    CHECK(trace.attention.empty());
    const double score = s.embedding->row(5).dot(s.output_embedding->row(9));
    double powers = 0.0;
    for (TokenId id = 0; id < 30; ++id)
        powers += std::pow(std::max<double>(1.0, static_cast<double>(s.corpus->lexicon.vocabulary.count(id))),
                           0.75);
    const double noise = std::pow(static_cast<double>(s.corpus->lexicon.vocabulary.count(9)), 0.75) / powers;
    CHECK(trace.logits(1, 9) == Approx(score + std::log(noise)).epsilon(1e-4));
}

TEST_CASE("skip-gram trainer: the logits' softmax comes near the true neighbours' distribution", "[model]") {
    ModelConfig model = skipgram_small;
    model.dim = 24;
    model.window = 1;
    SkipGramTrainer trainer{test::toy_corpus(30, 40'000), model, skipgram_quick};
    for (int i = 0; i < 8000; ++i) trainer.step();
    const RowVector logits = trainer.moment().network->trace(std::vector<TokenId>{11}).logits.row(0);
    const RowVector p = (logits.array() - logits.maxCoeff()).exp();
    std::vector<double> counted(30, 0.0);
    const auto text = test::toy_corpus(30, 40'000)->text.train;
    double pairs = 0.0;
    for (std::size_t i = 1; i + 1 < text.size(); ++i)
        if (text[i] == 11)
            for (const TokenId near : {text[i - 1], text[i + 1]}) ++counted[near], ++pairs;
    double distance = 0.0; // total variation: 0 the same, 1 nothing in common
    for (std::size_t w = 0; w < 30; ++w)
        distance +=
            0.5 * std::abs(counted[w] / pairs - static_cast<double>(p[static_cast<Index>(w)] / p.sum()));
    CHECK(distance < 0.2);
}

TEST_CASE("skip-gram trainer: saved and resumed, it goes on to the same bits", "[model]") {
    SkipGramTrainer unbroken = small_skipgram(), first_half = small_skipgram();
    first_half.freeze_row(7, true);
    unbroken.freeze_row(7, true);
    for (int i = 0; i < 37; ++i) first_half.step(), unbroken.step();
    const auto bytes = encode_checkpoint(first_half.state());
    const TrainerState state = decode_checkpoint(bytes, "test");
    CHECK(state == first_half.state());
    SkipGramTrainer resumed{test::toy_corpus(), state};
    for (int i = 0; i < 60; ++i) CHECK(resumed.step() == unbroken.step());
    CHECK(resumed.vectors().input() == unbroken.vectors().input());
    CHECK(resumed.vectors().output() == unbroken.vectors().output());
    CHECK_THROWS_AS((SkipGramTrainer{test::toy_corpus(29), state}), Error);
}

TEST_CASE("skip-gram trainer: frozen tables and rows stay; edits can be taken back", "[model]") {
    SkipGramTrainer trainer = small_skipgram();
    for (int i = 0; i < 20; ++i) trainer.step();
    trainer.freeze_group("neighbour vectors", true);
    trainer.freeze_row(7, true);
    const Moment before = trainer.moment();
    for (int i = 0; i < 5; ++i) trainer.step();
    CHECK(trainer.vectors().output() == *before.output_embedding);
    CHECK(trainer.vectors().input().row(7) == before.embedding->row(7));
    CHECK(trainer.vectors().input().row(8) != before.embedding->row(8));
    trainer.freeze_group("neighbour vectors", false);
    trainer.freeze_group("word vectors", true);
    const Matrix input = trainer.vectors().input();
    trainer.step();
    CHECK(trainer.vectors().input() == input);
    trainer.edit_row(CopyRow{3, 4});
    CHECK(trainer.vectors().input().row(4) == input.row(3));
    CHECK(trainer.moment().undoable_edits == 1);
    trainer.undo_row_edit();
    CHECK(trainer.vectors().input() == input);
    CHECK_THROWS_AS(trainer.undo_row_edit(), Error);
    CHECK_THROWS_AS(trainer.freeze_group("attention", true), Error);
    CHECK_THROWS_AS(trainer.ablate_head(0, 0, true), Error);
    CHECK_THROWS_AS(trainer.set_optimizer(OptimizerKind::AdamW), Error);
    CHECK_THROWS_AS(trainer.set_batch(0), Error);
    CHECK_THROWS_AS(trainer.edit_row(CopyRow{30, 3}), Error);
}

TEST_CASE("skip-gram trainer: the mean gradient points against what the vectors moved", "[model]") {
    SkipGramTrainer trainer = small_skipgram();
    const Matrix start = trainer.moment().embedding->matrix();
    for (int i = 0; i < 16; ++i) trainer.step(); // one stretch of averaging
    const Moment s = trainer.moment();
    double rates = 0.0;
    for (int i = 0; i < 16; ++i) rates += scheduled_rate(skipgram_quick, i);
    const Matrix expected = (start - s.embedding->matrix()) / static_cast<float>(rates);
    CHECK((*s.mean_gradient - expected).norm() < 1e-4F * expected.norm());
    CHECK(s.groups[0].gradient_norm == Approx(expected.norm()).epsilon(1e-4));
    CHECK(s.groups[0].update_norm == Approx((start - s.embedding->matrix()).norm() / 16.0F).epsilon(1e-4));
}

TEST_CASE("skip-gram trainer: the agreement of the pulls is that of every other block", "[model]") {
    SkipGramTrainer trainer = small_skipgram();
    Matrix before = Matrix::Zero(trainer.model().vocabulary, 8);
    MatrixOf<double> halves[2] = {before.cast<double>(), before.cast<double>()};
    for (int block = 0; block < 9; ++block) {
        for (int i = 0; i < 16; ++i) trainer.step();
        const Moment now = trainer.moment();
        CHECK((now.pull_agreement != nullptr) == (block + 1 >= 6));
        const double keep = block == 0 ? 0.0 : 0.5;
        for (auto& half : halves) half *= keep;
        halves[block % 2] += now.mean_gradient->cast<double>() - keep * before.cast<double>();
        before = *now.mean_gradient;
    }
    for (auto& half : halves) half.rowwise() -= half.colwise().mean().eval();
    const Moment now = trainer.moment();
    for (Index i = 2; i < before.rows(); ++i)
        CHECK((*now.pull_agreement)[i] == Approx(halves[0].row(i).dot(halves[1].row(i)) /
                                                 (halves[0].row(i).norm() * halves[1].row(i).norm()))
                                              .margin(2e-3));
    CHECK(now.least_reliable == least_reliable(*now.pull_agreement));
}

TEST_CASE("skip-gram trainer: numbers that run away are left behind", "[model]") {
    TrainConfig wild = skipgram_quick;
    wild.learning_rate = 1.0F;
    wild.batch = 400;
    SkipGramTrainer trainer{test::toy_corpus(), skipgram_small, wild};
    for (int i = 0; i < 100; ++i) trainer.step(); // to where weights are remembered
    std::vector<float> poison(8, std::nanf(""));
    trainer.edit_row(SetRow{test::toy_corpus()->text.train.front(), poison});
    for (int i = 0; i < 10 && !trainer.failed(); ++i) trainer.step();
    REQUIRE(trainer.failed());
    trainer.roll_back();
    CHECK_FALSE(trainer.failed());
    CHECK(trainer.vectors().input().allFinite());
    CHECK(trainer.vectors().output().allFinite());
    trainer.set_learning_rate(0.05F);
    CHECK(std::isfinite(trainer.step()));
}
