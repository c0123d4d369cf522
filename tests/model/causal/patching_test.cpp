// SPDX-License-Identifier: MIT
// A patched pass is the pass with the vector put in: checked against passes made in other ways.
#include "model/causal/sentence_inquiries.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/causal_fixture.hpp"

#include <cmath>
#include <numeric>

using namespace wordfield;
using test::CausalFixture;

namespace {

// The pass from stage `stage` on, of a stream that is given: with all of its cells written at once.
Trace pass_of(const CausalFixture& f, int stage, const Matrix& stream) {
    Hooks<float> hooks;
    hooks.residual = [&](int at, Hooks<float>::Rows rows) {
        if (at == stage) rows = stream;
    };
    return f.gpt->trace(f.sentence, *f.room, hooks);
}

float difference(const Trace& trace, TokenId a, TokenId b) {
    return trace.logits(trace.logits.rows() - 1, a) - trace.logits(trace.logits.rows() - 1, b);
}

} // namespace

TEST_CASE("patching: every cell of the grid is a pass with that vector put in", "[causal][patch]") {
    const CausalFixture f;
    int pieces = 0;
    const auto found = f.ask(PatchGridInquiry{}, &pieces);
    CHECK(pieces == 3); // stages
    const PatchGrid& grid = dynamic_cast<const PatchGridFinding&>(*found).grid;
    REQUIRE((grid.difference.rows() == 3 && grid.difference.cols() == 4));
    CHECK(grid.answers.from != grid.answers.to);
    CHECK(grid.without == difference(f.to, grid.answers.from, grid.answers.to));
    CHECK(grid.whole == difference(f.from, grid.answers.from, grid.answers.to));
    for (int stage = 0; stage < 3; ++stage)
        for (int position = 0; position < 4; ++position) {
            INFO(stage << ' ' << position);
            Matrix stream = f.to.residual[static_cast<std::size_t>(stage)];
            stream.row(position) = f.from.residual[static_cast<std::size_t>(stage)].row(position);
            const float expected = difference(pass_of(f, stage, stream), grid.answers.from, grid.answers.to);
            CHECK(grid.difference(stage, position) == Approx(expected).margin(1e-4));
            CHECK(grid.recovered(stage, position) ==
                  Approx((expected - grid.without) / (grid.whole - grid.without)).margin(1e-4));
        }
    // The last word's last vector is all that the next word is made of; a word that both have alone is not
    // worth anything, before anything has been mixed in.
    CHECK(grid.recovered(2, 3) == Approx(1).margin(1e-4));
    CHECK(grid.recovered(0, 0) == Approx(0).margin(1e-4));
    CHECK(grid.recovered(0, 1) == Approx(1).margin(1e-4)); // where alone they differ
}

TEST_CASE("patching: sentences of other lengths are matched from their ends", "[causal][patch]") {
    CausalFixture f;
    f.from = f.gpt->trace(std::vector<TokenId>{11, 14, 5}, *f.room);
    const PatchGrid grid = dynamic_cast<const PatchGridFinding&>(*f.ask(PatchGridInquiry{})).grid;
    CHECK(std::isnan(grid.difference(0, 0)));
    CHECK(std::isnan(grid.recovered(0, 0)));
    Matrix stream = f.to.residual[0];
    stream.row(1) = f.from.residual[0].row(0);
    CHECK(grid.difference(0, 1) ==
          Approx(difference(pass_of(f, 0, stream), grid.answers.from, grid.answers.to)).margin(1e-4));
}

TEST_CASE("patching: sentences that expect the same word are told apart by another", "[causal][patch]") {
    const CausalFixture f;
    const PatchAnswers same = answers_of(f.to, f.to);
    Eigen::Index best = 0;
    f.to.logits.row(3).maxCoeff(&best);
    CHECK(same.to == best);
    CHECK(same.from != best);
    // Of ten words by hand, the one that the other sentence lowers most.
    Trace other = f.to;
    std::vector<Index> order(static_cast<std::size_t>(other.logits.cols()));
    std::iota(order.begin(), order.end(), Index{0});
    std::ranges::sort(order, [&](Index a, Index b) { return f.to.logits(3, a) > f.to.logits(3, b); });
    other.logits(3, order[7]) -= 3;
    other.logits(3, order[10]) -= 9; // of the likeliest no more
    CHECK(answers_of(other, f.to).from == order[7]);
}

TEST_CASE("patching: a patch reaches its causal cone and nothing else, and its parts sum to the difference",
          "[causal][patch]") {
    const CausalFixture f;
    const Patch patch{{1, 1}, {1, 2}}; // to another place
    const auto found = f.ask(PatchInquiry{patch});
    REQUIRE(dynamic_cast<const PatchFinding&>(*found).run);
    const PatchedRun& run = *dynamic_cast<const PatchFinding&>(*found).run;
    Matrix stream = f.to.residual[1];
    stream.row(2) = f.from.residual[1].row(1);
    const Trace expected = pass_of(f, 1, stream);
    for (int stage = 0; stage < 3; ++stage)
        for (int position = 0; position < 4; ++position) {
            INFO(stage << ' ' << position);
            CHECK((run.change(stage, position) > 0) == reaches(patch.to, {stage, position}));
            const auto s = static_cast<std::size_t>(stage);
            CHECK(run.change(stage, position) ==
                  Approx((expected.residual[s] - f.to.residual[s]).row(position).norm() /
                         f.to.residual[s].row(position).norm())
                      .margin(1e-5));
        }
    const PatchAnswers answers = answers_of(f.to, f.from);
    CHECK(run.before == difference(f.to, answers.from, answers.to));
    CHECK(run.after == Approx(difference(expected, answers.from, answers.to)).margin(1e-4));
    double sum = run.put_in;
    for (const PartChange& part : run.parts)
        sum += static_cast<double>(part.after) - static_cast<double>(part.before);
    CHECK(sum == Approx(run.after - run.before).margin(1e-4));
    CHECK(std::abs(run.parts.front().after - run.parts.front().before) >=
          std::abs(run.parts.back().after - run.parts.back().before));
    // The last block's own part, by hand.
    const RowVector way =
        readout_direction(expected, 3, answers.from) - readout_direction(expected, 3, answers.to);
    for (const PartChange& part : run.parts)
        if (part.part.kind == Part::Kind::FeedForward && part.part.layer == 1)
            CHECK(part.after == Approx(expected.feed_forward[1].row(3).dot(way)).margin(1e-4));
    float total = 0;
    for (const WordChance& chance : run.chances) {
        total += chance.after;
        CHECK(chance.before ==
              Approx(std::exp(f.to.logits(3, chance.word)) / f.to.logits.row(3).array().exp().sum())
                  .margin(1e-5));
        CHECK(chance.after ==
              Approx(std::exp(expected.logits(3, chance.word)) / expected.logits.row(3).array().exp().sum())
                  .margin(1e-5));
    }
    CHECK((run.chances.size() >= 5 && total <= 1.0001F));
}

TEST_CASE("patching: a patch that lies outside a sentence has no answer", "[causal][patch]") {
    const CausalFixture f;
    for (const Patch& patch : {Patch{{0, 4}, {0, 1}}, Patch{{3, 0}, {0, 1}}, Patch{{0, 0}, {0, -1}}})
        CHECK_FALSE(dynamic_cast<const PatchFinding&>(*f.ask(PatchInquiry{patch})).run);
    CHECK(PatchInquiry{{{0, 1}, {0, 1}}}.same_as(PatchInquiry{{{0, 1}, {0, 1}}}));
    CHECK_FALSE(PatchInquiry{{{0, 1}, {0, 1}}}.same_as(PatchInquiry{{{0, 1}, {1, 1}}}));
}
