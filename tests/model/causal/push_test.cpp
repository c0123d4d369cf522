// SPDX-License-Identifier: MIT
// Pushes: what they do, and the shortest that changes the next word, against passes and slopes by hand.
#include "model/causal/sentence_inquiries.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/causal_fixture.hpp"

#include <cmath>

using namespace wordfield;
using test::CausalFixture;

namespace {

Trace pushed(const CausalFixture& f, StreamCell at, const RowVector& push) {
    Hooks<float> hooks;
    hooks.residual = [&](int stage, Hooks<float>::Rows rows) {
        if (stage == at.stage) rows.row(at.position) += push;
    };
    return f.gpt->trace(f.sentence, *f.room, hooks);
}

TokenId next_word(const Trace& trace) {
    Eigen::Index word = 0;
    trace.logits.row(trace.logits.rows() - 1).maxCoeff(&word);
    return static_cast<TokenId>(word);
}

double own_length(const CausalFixture& f, StreamCell at) {
    return static_cast<double>(f.to.residual[static_cast<std::size_t>(at.stage)].row(at.position).norm());
}

} // namespace

TEST_CASE("push: the gradient of two logits' difference agrees with slopes", "[causal][push]") {
    const CausalFixture f;
    for (const StreamCell at : {StreamCell{0, 1}, StreamCell{1, 3}, StreamCell{2, 3}}) {
        INFO(at.stage);
        const RowVector gradient = logit_gradient(*f.gpt, f.to, at, RowVector::Zero(16), 6, 9, *f.room);
        constexpr float h = 1e-2F;
        for (Index c = 0; c < 16; c += 5) {
            RowVector step = RowVector::Zero(16);
            step[c] = h;
            const auto gap = [&](const Trace& t) { return t.logits(3, 6) - t.logits(3, 9); };
            const float slope = (gap(pushed(f, at, step)) - gap(pushed(f, at, -step))) / (2 * h);
            CHECK(gradient[c] == Approx(slope).margin(5e-3));
        }
    }
    // A word's last vector counts for itself alone.
    CHECK(logit_gradient(*f.gpt, f.to, {2, 1}, RowVector::Zero(16), 6, 9, *f.room).isZero());
}

TEST_CASE("push: growth and change are those of the pushed pass", "[causal][push]") {
    const CausalFixture f;
    PushChoice choice{.at = {1, 2}, .way = PushChoice::Way::Random, .length = 0.5F, .seed = 9};
    const auto found = f.ask(PushInquiry{choice});
    const auto& push = dynamic_cast<const PushFinding&>(*found);
    const double own = own_length(f, choice.at);
    const RowVector by = push.direction * static_cast<float>(0.5 * own);
    CHECK(push.direction.norm() == Approx(1));
    CHECK(push.direction == random_direction(16, 9));
    CHECK(push.run.length == Approx(0.5));
    const Trace expected = pushed(f, choice.at, by);
    for (int stage = 0; stage < 3; ++stage)
        for (int position = 0; position < 4; ++position) {
            const auto s = static_cast<std::size_t>(stage);
            const float length = (expected.residual[s] - f.to.residual[s]).row(position).norm();
            CHECK(push.run.growth(stage, position) == Approx(length / by.norm()).margin(1e-4));
            CHECK((push.run.growth(stage, position) > 0) == reaches(choice.at, {stage, position}));
        }
    CHECK(push.run.growth(1, 2) == Approx(1).margin(1e-4));
    const Eigen::ArrayXd p = f.to.logits.row(3).cast<double>().array().exp(),
                         q = expected.logits.row(3).cast<double>().array().exp();
    CHECK(push.run.divergence ==
          Approx((p / p.sum() * ((p / p.sum()) / (q / q.sum())).log()).sum()).margin(1e-6));
    CHECK(random_direction(16, 9) != random_direction(16, 10));

    choice.way = PushChoice::Way::Word, choice.word = 7; // of the token 14 at place 2
    const auto towards = f.ask(PushInquiry{choice});
    const RowVector way = f.moment->embedding->row(7) - f.moment->embedding->row(14);
    CHECK(dynamic_cast<const PushFinding&>(*towards).direction.isApprox(way.normalized(), 1e-5F));
}

TEST_CASE("push: along a line the word changes there and not before", "[causal][push]") {
    const CausalFixture f;
    int changed = 0;
    for (std::uint64_t seed = 0; seed < 12; ++seed) {
        const RowVector direction = random_direction(16, seed);
        const StreamCell at{1, 3};
        const auto turn = turn_along(*f.gpt, f.to, at, direction, 8.0, *f.room);
        const double own = own_length(f, at);
        const auto word_at = [&](double length) {
            return next_word(pushed(f, at, direction * static_cast<float>(length * own)));
        };
        if (!turn) {
            for (int i = 1; i <= 24; ++i) CHECK(word_at(8.0 * i / 24) == next_word(f.to));
            continue;
        }
        ++changed;
        CHECK(word_at(turn->length * 1.0001) == turn->word);
        CHECK(turn->word != next_word(f.to));
        CHECK(word_at(turn->length * 0.98) == next_word(f.to));
    }
    CHECK(changed > 3);
}

TEST_CASE("push: the shortest push is shorter than any random one, turns the word, and lies on the border",
          "[causal][push]") {
    const CausalFixture f;
    const auto found = f.ask(TurnInquiry{{1, 3}});
    const auto& turn = dynamic_cast<const TurnFinding&>(*found);
    REQUIRE(turn.turn);
    CHECK(std::ssize(turn.random) == turn.draws);
    const double own = own_length(f, turn.at);
    const RowVector by = turn.turn->direction * static_cast<float>(turn.turn->length * own);
    CHECK(next_word(pushed(f, turn.at, by * 1.001F)) == turn.turn->word);
    CHECK(next_word(pushed(f, turn.at, by * 0.97F)) == next_word(f.to));
    for (const double length : turn.random) CHECK(length > turn.turn->length);
    CHECK(turn.towards.size() == 3);
    // At the last stage the two logits' border is nearly a plane: no other direction leads there sooner.
    const auto last = shortest_turn(*f.gpt, f.to, {2, 3}, turn.turn->word, *f.room);
    REQUIRE(last);
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        const RowVector near = last->direction + 0.4F * random_direction(16, seed);
        if (const auto other = turn_along(*f.gpt, f.to, {2, 3}, near, 4.0, *f.room);
            other && other->word == last->word)
            CHECK(other->length > 0.97 * last->length);
    }
}

TEST_CASE("push: a cell that is not there is the nearest one", "[causal][push]") {
    const CausalFixture f;
    const auto found = f.ask(PushInquiry{{.at = {9, 99}, .way = PushChoice::Way::Random}});
    CHECK(dynamic_cast<const PushFinding&>(*found).run.at == StreamCell{2, 3});
    CHECK_FALSE(PushInquiry{{.length = 1}}.same_as(PushInquiry{{.length = 2}}));
    CHECK_FALSE(TurnInquiry{{0, 1}}.same_as(TurnInquiry{{0, 2}}));
    CHECK(TurnInquiry{{0, 1}}.same_as(TurnInquiry{{0, 1}}));
}
