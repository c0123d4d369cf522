// SPDX-License-Identifier: MIT
#include "model/core/error.hpp"
#include "model/geometry/mean_row.hpp"
#include "model/geometry/pull.hpp"
#include "model/train/gpt_trainer.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/toy_corpus.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <vector>

using namespace wordfield;

namespace {

GptTrainer small_trainer() {
    return {test::toy_corpus(),
            {.dim = 8, .layers = 2, .heads = 2, .context = 6},
            {.batch = 4, .warmup = 3, .horizon = 100, .seed = 9, .threads = 1}};
}

Matrix embedding(GptTrainer& trainer) {
    return trainer.moment().embedding->matrix();
}

} // namespace

TEST_CASE("frozen groups and rows stay while the rest learns", "[model]") {
    GptTrainer trainer = small_trainer();
    trainer.step();
    trainer.freeze_group("attention", true);
    trainer.freeze_row(7, true);
    const Moment before = trainer.moment();
    for (int i = 0; i < 5; ++i) trainer.step();
    const Moment after = trainer.moment();
    CHECK(after.groups[2].norm == before.groups[2].norm);
    CHECK(after.groups[2].frozen);
    CHECK(after.groups[2].update_norm == 0.0F);
    CHECK(after.groups[3].norm != before.groups[3].norm);
    CHECK(after.embedding->row(7) == before.embedding->row(7));
    CHECK(after.embedding->row(8) != before.embedding->row(8));
    CHECK(after.frozen_rows == std::vector<TokenId>{7});
    trainer.freeze_row(7, false);
    trainer.freeze_group("attention", false);
    trainer.step();
    CHECK(embedding(trainer).row(7) != before.embedding->row(7));
    CHECK(trainer.moment().groups[2].update_norm > 0.0F);
}

TEST_CASE("a silenced head has no part in probe and training", "[model]") {
    GptTrainer trainer = small_trainer();
    const std::vector<TokenId> prompt{2, 3, 4};
    for (int i = 0; i < 20; ++i) trainer.step();
    const Trace loud = trainer.moment().network->trace(prompt);
    trainer.ablate_head(0, 1, true);
    const Trace ablated = trainer.moment().network->trace(prompt);
    CHECK(ablated.ablated_heads == std::vector<bool>{false, true, false, false});
    CHECK(ablated.attention[1] == loud.attention[1]); // it still looks, but is not heard
    CHECK(ablated.residual[1] != loud.residual[1]);
    trainer.ablate_head(0, 1, false);
    CHECK(trainer.moment().network->trace(prompt).residual[1] == loud.residual[1]);
}

TEST_CASE("row edits do what they say, and can be taken back", "[model]") {
    GptTrainer trainer = small_trainer();
    for (int i = 0; i < 3; ++i) trainer.step();
    const TrainerState before = trainer.state();
    const Matrix old = embedding(trainer);
    trainer.edit_row(CopyRow{3, 4});
    CHECK(embedding(trainer).row(4) == old.row(3));
    trainer.edit_row(SwapRows{5, 6});
    CHECK(embedding(trainer).row(5) == old.row(6));
    CHECK(embedding(trainer).row(6) == old.row(5));
    trainer.edit_row(ZeroRow{5});
    CHECK(embedding(trainer).row(5).isZero());
    trainer.edit_row(ShakeRow{7, std::numbers::pi_v<float> / 3.0F, 2.0F, 1});
    const RowVector shaken = embedding(trainer).row(7);
    CHECK(shaken.norm() == Approx(2.0F * old.row(7).norm()));
    CHECK(shaken.normalized().dot(old.row(7).normalized()) == Approx(0.5F).epsilon(1e-4));
    trainer.edit_row(SetRow{8, std::vector<float>(8, 0.5F)});
    CHECK(embedding(trainer).row(8) == RowVector::Constant(8, 0.5F));
    CHECK(trainer.moment().undoable_edits == 5);
    for (int i = 0; i < 5; ++i) trainer.undo_row_edit();
    CHECK(trainer.state() == before);
    CHECK_THROWS_AS(trainer.undo_row_edit(), Error);
}

TEST_CASE("twins start as one and are parted by training", "[model]") {
    GptTrainer trainer = small_trainer();
    for (int i = 0; i < 30; ++i) trainer.step();
    trainer.edit_row(CopyRow{3, 4});
    CHECK(embedding(trainer).row(3) == embedding(trainer).row(4));
    trainer.step();
    const float after_one = (embedding(trainer).row(3) - embedding(trainer).row(4)).norm();
    for (int i = 0; i < 30; ++i) trainer.step();
    const float later = (embedding(trainer).row(3) - embedding(trainer).row(4)).norm();
    CHECK(after_one > 0.0F);
    CHECK(later > 3.0F * after_one);
}

TEST_CASE("batch, optimiser and schedule change live; what makes no sense is refused", "[model]") {
    GptTrainer trainer = small_trainer();
    trainer.step();
    trainer.set_batch(7);
    trainer.set_optimizer(OptimizerKind::Momentum);
    trainer.set_schedule(Schedule::Constant);
    CHECK(std::isfinite(trainer.step()));
    CHECK(trainer.moment().train.batch == 7);
    CHECK_THROWS_AS(trainer.set_batch(0), Error);
    CHECK_THROWS_AS(trainer.freeze_group("nonsense", true), Error);
    CHECK_THROWS_AS(trainer.freeze_row(30, true), Error);
    CHECK_THROWS_AS(trainer.ablate_head(2, 0, true), Error);
    CHECK_THROWS_AS(trainer.edit_row(CopyRow{-1, 3}), Error);
    CHECK_THROWS_AS(trainer.edit_row(SetRow{3, {1.0F}}), Error);
}

TEST_CASE("heads, biases and feed-forward add up to the residual stream", "[model]") {
    GptTrainer trainer = small_trainer();
    for (int i = 0; i < 20; ++i) trainer.step();
    trainer.ablate_head(1, 0, true);
    const Trace trace = trainer.moment().network->trace(std::vector<TokenId>{2, 3, 4, 5});
    for (std::size_t layer = 0; layer < 2; ++layer) {
        Matrix sum = trace.residual[layer] + trace.feed_forward[layer];
        for (std::size_t head = 0; head < 2; ++head) sum += trace.head_outputs[2 * layer + head];
        sum.rowwise() += trace.attention_bias[layer];
        CHECK((sum - trace.residual[layer + 1]).cwiseAbs().maxCoeff() < 1e-5F);
    }
    CHECK(trace.head_outputs[2].isZero());
    // The other way: attention times values times W_O, by hand.
    const Matrix by_hand =
        trace.attention[1] * trace.values[0].rightCols(4) * trace.output_weights[0].bottomRows(4);
    CHECK((by_hand - trace.head_outputs[1]).cwiseAbs().maxCoeff() < 1e-5F);
    Matrix normed = trace.residual[2].colwise() - trace.residual[2].rowwise().mean();
    for (Index i = 0; i < normed.rows(); ++i)
        normed.row(i) /= std::sqrt(normed.row(i).squaredNorm() / 8.0F + 1e-5F);
    normed = (normed.array().rowwise() * trace.final_gain.array()).rowwise() + trace.final_bias.array();
    CHECK((normed - trace.final_hidden).cwiseAbs().maxCoeff() < 1e-4F);
}

TEST_CASE("head statistics agree with attention counted by hand", "[model]") {
    GptTrainer trainer = small_trainer();
    for (int i = 0; i < 30; ++i) trainer.step();
    const auto stats = trainer.head_stats();
    REQUIRE(stats.size() == 4);
    const Batch windows = even_windows(8, 6, trainer.corpus()->text.heldout);
    HeadStats sum;
    std::vector<double> before(8), entropies(8); // of each window
    for (int n = 0; n < 8; ++n) {
        const auto window = windows.slice(n, n + 1).inputs;
        const Matrix a = trainer.moment().network->trace(window).attention[3];
        for (Index i = 2; i < 6; ++i) {
            before[n] += a(i, i - 1) / 4.0;
            for (Index j = 0; j <= i; ++j) entropies[n] -= a(i, j) * std::log(a(i, j)) / 4.0;
        }
        for (Index i = 2; i < 6; ++i) {
            for (Index j = 0; j <= i; ++j) sum.entropy -= a(i, j) * std::log(a(i, j)) / 32.0F;
            sum.previous += a(i, i - 1) / 32.0F;
            sum.first += a(i, 0) / 32.0F;
            sum.itself += a(i, i) / 32.0F;
        }
    }
    CHECK(stats[3].entropy == Approx(sum.entropy).epsilon(1e-4));
    CHECK(stats[3].previous == Approx(sum.previous).epsilon(1e-4));
    CHECK(stats[3].first == Approx(sum.first).epsilon(1e-4));
    CHECK(stats[3].itself == Approx(sum.itself).epsilon(1e-4));
    const auto error = [](const std::vector<double>& values) {
        const double mean = std::accumulate(values.begin(), values.end(), 0.0) / 8.0;
        double squares = 0.0;
        for (const double value : values) squares += (value - mean) * (value - mean);
        return std::sqrt(squares / 7.0 / 8.0);
    };
    CHECK(stats[3].previous_error == Approx(error(before)).epsilon(1e-3));
    CHECK(stats[3].entropy_error == Approx(error(entropies)).epsilon(1e-3));
}

TEST_CASE("every optimiser learns", "[model]") {
    for (const auto& [kind, rate] :
         {std::pair{OptimizerKind::Sgd, 0.5F}, std::pair{OptimizerKind::Momentum, 0.1F},
          std::pair{OptimizerKind::Adam, 0.01F}, std::pair{OptimizerKind::AdamW, 0.01F}}) {
        INFO(static_cast<int>(kind));
        GptTrainer trainer = small_trainer();
        trainer.set_optimizer(kind);
        trainer.set_learning_rate(rate);
        trainer.set_schedule(Schedule::Constant);
        for (int i = 0; i < 400; ++i) trainer.step();
        CHECK(*trainer.evaluate_heldout(32) < 0.8 * std::log(30.0));
    }
}

namespace {

// Mean surprise at one word wherever the held-out stream has it next, nats; by the trace, window by window.
double loss_at(GptTrainer& trainer, TokenId word) {
    const std::vector<TokenId>& text = trainer.corpus()->text.heldout;
    double sum = 0.0;
    int count = 0;
    for (std::size_t begin = 0; begin + 7 < text.size(); begin += 6) {
        const Trace trace = trainer.moment().network->trace(std::span{text}.subspan(begin, 6));
        for (Index t = 0; t < 6; ++t) {
            if (text[begin + static_cast<std::size_t>(t) + 1] != word) continue;
            const auto row = trace.logits.row(t).array();
            sum += static_cast<double>(std::log((row - row.maxCoeff()).exp().sum()) + row.maxCoeff() -
                                       row[word]);
            ++count;
        }
    }
    REQUIRE(count > 5);
    return sum / count;
}

} // namespace

TEST_CASE("twins part: their distance grows from nothing and the loss at both words falls",
          "[model][story]") {
    GptTrainer trainer = small_trainer();
    trainer.set_schedule(Schedule::Constant);
    for (int i = 0; i < 150; ++i) trainer.step();
    trainer.edit_row(CopyRow{3, 9});
    const auto distance = [&] {
        const Matrix rows = embedding(trainer);
        return (rows.row(3) - rows.row(9)).norm();
    };
    CHECK(distance() == 0.0F);
    const double first = loss_at(trainer, 3), second = loss_at(trainer, 9);
    float last = 0.0F;
    for (int round = 0; round < 4; ++round) {
        for (int i = 0; i < 20; ++i) trainer.step();
        CHECK(distance() > last);
        last = distance();
    }
    CHECK(loss_at(trainer, 3) < first);
    CHECK(loss_at(trainer, 9) < second);
}

TEST_CASE("the pull is the mean of the gradients that moved the rows", "[model][story]") {
    constexpr float rate = 0.05F;
    GptTrainer trainer{test::toy_corpus(),
                       {.dim = 8, .layers = 1, .heads = 2, .context = 6},
                       {.batch = 4,
                        .learning_rate = rate,
                        .warmup = 0,
                        .weight_decay = 0.0F,
                        .clip = 1e9F,
                        .optimizer = OptimizerKind::Sgd,
                        .schedule = Schedule::Constant,
                        .seed = 9}};
    Matrix mean;
    for (int i = 0; i < 60; ++i) {
        const Matrix before = embedding(trainer);
        trainer.step();
        const Matrix gradient = (before - embedding(trainer)) / rate; // what plain descent followed
        mean = i == 0 ? gradient : Matrix{0.95F * mean + 0.05F * gradient};
    }
    const Matrix measured = *trainer.moment().mean_gradient;
    CHECK((measured - mean).cwiseAbs().maxCoeff() < 1e-3F * mean.cwiseAbs().maxCoeff() + 1e-5F);
    // And the pull of a row is minus that, with what all rows share taken out.
    const RowVector expected = mean.colwise().mean() - mean.row(5);
    CHECK(pull_of(measured, mean_row(measured), 5, 3).strength == Approx(expected.norm()).epsilon(1e-2));
}
