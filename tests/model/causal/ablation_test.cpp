// SPDX-License-Identifier: MIT
// Ablations equal the model whose weights have been written over by hand.
#include "model/causal/ablation_inquiry.hpp"

#include "model/causal/directions.hpp"
#include "model/causal/fact_curve.hpp"
#include "model/causal/neuron_page.hpp"
#include "model/core/thread_pool.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/causal_fixture.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

using namespace wordfield;
using test::CausalFixture;

namespace {

using Kind = AblationChoice::Kind;

double mean_of_all(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

// By the free sum of words, and steps in double precision.
bool known_by_hand(const Matrix& table, const Analogy& q, int free) {
    const Term terms[] = {{q.b, 1}, {q.a, -1}, {q.c, 1}};
    const Eigen::MatrixXd unit = table.cast<double>().rowwise().normalized();
    const Eigen::RowVectorXd one = unit.row(q.b) - unit.row(q.a), other = unit.row(q.d) - unit.row(q.c);
    return solve(table, terms, 4).winner()->word == q.d &&
           one.normalized().dot(other.normalized()) > 2 / std::sqrt(static_cast<double>(free));
}

} // namespace

TEST_CASE("facts: a question is known where the answer is right and the steps go the same way",
          "[causal][ablation]") {
    // Words 0 to 3: man, woman, king, queen; 4 is far away. Coordinate 0 tells man from woman, 1 person from
    // ruler; 2 and 3 are what else the words of a pair differ by.
    Matrix table = Matrix::Zero(5, 16);
    table.leftCols(4) << -1, 0.2F, 0.1F, 0, 1, 0.2F, 0, 0, -1, 1, 0, 0.1F, 1, 1, 0, 0, 0, -1, 0, 0;
    const std::vector<Analogy> questions{{0, 1, 2, 3}, {1, 0, 3, 2}, {0, 1, 2, 4}};
    ThreadPool pool{1};
    CHECK(knows(table, questions, 16, pool) == std::vector<bool>{true, true, false});
    // Without what tells man from woman "queen" is still the nearest, but nothing leads there.
    const Matrix blind = without_directions(table, coordinate(16, 0));
    CHECK(answer_analogies(blind, questions, pool)[0].without == 3);
    CHECK(knows(blind, questions, 15, pool) == std::vector<bool>{false, false, false});
    CHECK(knows(table, questions, 4, pool)[0] == false); // in four dimensions any steps may be that alike
    for (const Analogy& q : questions)
        CHECK(known_by_hand(table, q, 16) == knows(table, {&q, 1}, 16, pool)[0]);
}

TEST_CASE("ablation: a coordinate taken out is a column of zeros, read and compared with",
          "[causal][ablation]") {
    const CausalFixture f;
    const Batch windows = heldout_windows(*f.moment, 6);
    REQUIRE(windows.count() > 0);
    for (const Index c : {0, 7, 15}) {
        Matrix table = f.moment->embedding->matrix();
        table.col(c).setZero();
        CHECK(without_directions(f.moment->embedding->matrix(), coordinate(16, c)).isApprox(table, 1e-6F));
        const auto model = f.with_table(table);
        const auto room = model->room(nullptr);
        const auto expected = model->losses(windows.slice(0, windows.count()), *room, {});
        const auto found =
            ablated_losses(*f.gpt, f.moment->embedding->matrix(), windows, {coordinate(16, c), {}}, *f.room);
        REQUIRE(found.size() == expected.size());
        for (std::size_t i = 0; i < found.size(); ++i) CHECK(found[i] == Approx(expected[i]).margin(1e-4));
    }
}

TEST_CASE("ablation: directions and neurons taken out are weights written over", "[causal][ablation]") {
    const CausalFixture f;
    const Batch windows = heldout_windows(*f.moment, 200); // more than one pass takes
    const Matrix out = random_directions(16, 5, 3);
    const Matrix& E = f.moment->embedding->matrix();
    Matrix table = E;
    for (Index d = 0; d < 5; ++d) // one by one
        for (Index v = 0; v < table.rows(); ++v) table.row(v) -= table.row(v).dot(out.row(d)) * out.row(d);
    const auto model = f.with_table(table);
    const auto room = model->room(nullptr);
    CHECK(mean_of_all(ablated_losses(*f.gpt, E, windows, {out, {}}, *f.room)) ==
          Approx(mean_of_all(model->losses(windows.slice(0, windows.count()), *room, {}))).margin(1e-5));
    // A neuron that stays at 0: the pass with its row of W_down missing.
    const auto without = ablated_losses(*f.gpt, E, windows, {Matrix(0, 16), {{1, 9}}}, *f.room);
    Hooks<float> less;
    const GptWeights weights = f.gpt->weights();
    Matrix neurons;
    less.neurons = [&](int layer, Hooks<float>::Rows rows) {
        if (layer == 1) neurons = rows;
    };
    less.residual = [&](int stage, Hooks<float>::Rows rows) {
        if (stage == 2) rows -= neurons.col(9) * weights.blocks[1].down.row(9);
    };
    const auto expected = f.gpt->losses(windows.slice(0, windows.count()), *f.room, less);
    for (std::size_t i = 0; i < expected.size(); i += 7)
        CHECK(without[i] == Approx(expected[i]).margin(1e-4));
}

TEST_CASE("ablation: directions are at right angles, and what their names say", "[causal][ablation]") {
    const CausalFixture f;
    const Matrix& E = f.moment->embedding->matrix();
    const Matrix principal = principal_directions(E);
    REQUIRE(principal.rows() == 16);
    CHECK((principal * principal.transpose()).isApprox(Matrix::Identity(16, 16), 1e-4F));
    Matrix centred = E;
    centred.rowwise() -= RowVector{E.colwise().mean()};
    float last = std::numeric_limits<float>::infinity();
    for (Index i = 0; i < 16; ++i) { // the variance falls
        const float variance = (centred * principal.row(i).transpose()).squaredNorm();
        CHECK(variance <= last * 1.0001F);
        last = variance;
    }
    const AnalogyRelation relation{"one", {{2, 3, 4, 5}}};
    const Matrix own = relation_directions(E, relation);
    REQUIRE(own.rows() == 2);
    const RowVector a = E.row(3).normalized() - E.row(2).normalized(),
                    b = E.row(5).normalized() - E.row(4).normalized();
    for (const RowVector& difference : {a, b}) // all of it lies in them
        CHECK((difference - (difference * own.transpose()) * own).norm() < 1e-4F * difference.norm());
    CHECK((a * own.row(0).transpose()).squaredNorm() + (b * own.row(0).transpose()).squaredNorm() >=
          (a * own.row(1).transpose()).squaredNorm() + (b * own.row(1).transpose()).squaredNorm());
    const Matrix random = random_directions(16, 16, 4);
    CHECK((random * random.transpose()).isApprox(Matrix::Identity(16, 16), 1e-4F));
    CHECK(random == random_directions(16, 16, 4));
    CHECK(random != random_directions(16, 16, 5));
    CHECK(relation_directions(E, {}).rows() == 0);
}

TEST_CASE("ablation: words that suffer and the change of the loss, by hand", "[causal][ablation]") {
    const Batch windows{2, {1, 2, 3, 4}, {5, 6, 5, 7}};
    const std::vector<double> before{1, 2, 3, 4}, after{3, 2.5, 4, 14};
    const MeanLoss change = loss_change(before, after, 2);
    CHECK(change.mean == Approx((2 + 0.5 + 1 + 10) / 4));
    CHECK(change.error > 0);
    const auto words = words_that_suffer(windows, before, after, 2, 8);
    REQUIRE(words.size() == 1); // 6 and 7 stand there once
    CHECK((words[0].word == 5 && words[0].count == 2));
    CHECK((words[0].before == 2 && words[0].after == 3.5));
    const auto all = words_that_suffer(windows, before, after, 1, 2);
    REQUIRE(all.size() == 2);
    CHECK((all[0].word == 7 && all[1].word == 5));
}

TEST_CASE("ablation: an inquiry tells the loss, the table's measures and the words", "[causal][ablation]") {
    const CausalFixture f;
    int pieces = 0;
    const AblationChoice choice{.kind = Kind::Principal, .count = 3};
    const auto found = f.ask(AblationInquiry{choice}, &pieces);
    const auto& ablation = dynamic_cast<const AblationFinding&>(*found);
    CHECK(pieces == 2);
    CHECK((ablation.directions == 3 && ablation.choice == choice));
    const Batch windows = heldout_windows(*f.moment, 64);
    const Matrix out = principal_directions(f.moment->embedding->matrix()).topRows(3);
    const auto whole = f.gpt->losses(windows.slice(0, windows.count()), *f.room, {});
    const auto model = f.with_table(without_directions(f.moment->embedding->matrix(), out));
    const auto room = model->room(nullptr);
    const auto without = model->losses(windows.slice(0, windows.count()), *room, {});
    CHECK(ablation.loss_before == Approx(mean_of_all(whole)).margin(1e-5));
    CHECK(ablation.loss_change.mean == Approx(mean_of_all(without) - mean_of_all(whole)).margin(1e-4));
    ThreadPool pool{1};
    const Lexicon& lexicon = f.moment->corpus->lexicon;
    const int categories = static_cast<int>(lexicon.categories.size());
    if (categories > 0) {
        CHECK(ablation.before.purity.overall ==
              embedding_purity(f.moment->embedding->matrix(), lexicon.category, categories, pool).overall);
        CHECK(ablation.after.purity.overall ==
              embedding_purity(without_directions(f.moment->embedding->matrix(), out), lexicon.category,
                               categories, pool)
                  .overall);
    }
    CHECK_FALSE(AblationInquiry{choice}.same_as(AblationInquiry{{.kind = Kind::Principal, .count = 4}}));
    CHECK(AblationInquiry{choice}.same_as(AblationInquiry{choice}));
}

TEST_CASE("ablation: choices beyond what there is take out what there is", "[causal][ablation]") {
    const CausalFixture f;
    CHECK(ablation_of({.kind = Kind::Principal, .count = 99}, *f.moment).directions.rows() == 16);
    CHECK(ablation_of({.kind = Kind::Random, .count = 0}, *f.moment).directions.rows() == 0);
    CHECK(ablation_of({.kind = Kind::Coordinate, .coordinate = 99}, *f.moment).directions ==
          coordinate(16, 15));
    CHECK(ablation_of({.kind = Kind::Neuron, .neuron = {0, 64}}, *f.moment).neurons.empty());
    CHECK(ablation_of({.kind = Kind::Neuron, .neuron = {1, 63}}, *f.moment).neurons ==
          std::vector<Neuron>{{1, 63}});
    CHECK(ablation_of({.kind = Kind::Relation, .relation = 99}, *f.moment).directions.rows() == 0);
}

TEST_CASE("ablation: a scan is one ablation after the other", "[causal][ablation]") {
    const CausalFixture f;
    for (const bool neurons : {false, true}) {
        const auto found = f.ask(ScanInquiry{neurons});
        const auto& scan = dynamic_cast<const ScanFinding&>(*found);
        REQUIRE((std::ssize(scan.change) == (neurons ? 128 : 16) && scan.of == std::ssize(scan.change)));
        const Batch windows = heldout_windows(*f.moment, 16);
        const auto whole = f.gpt->losses(windows.slice(0, windows.count()), *f.room, {});
        const int which = neurons ? 64 + 5 : 11;
        const Ablation one = neurons ? Ablation{Matrix(0, 16), {{1, 5}}} : Ablation{coordinate(16, 11), {}};
        const MeanLoss change =
            loss_change(whole, ablated_losses(*f.gpt, f.moment->embedding->matrix(), windows, one, *f.room),
                        windows.length);
        CHECK(scan.change[static_cast<std::size_t>(which)] == Approx(change.mean).margin(1e-9));
        CHECK(scan.error[static_cast<std::size_t>(which)] == Approx(change.error).margin(1e-9));
    }
}

TEST_CASE("ablation: a neuron fires where it fires, and writes its row of W_down", "[causal][ablation]") {
    const CausalFixture f;
    const Neuron neuron{1, 20};
    const auto found = f.ask(NeuronInquiry{neuron});
    const auto& page = dynamic_cast<const NeuronFinding&>(*found);
    const Batch windows = heldout_windows(*f.moment, 64);
    double sum = 0, above = 0, strongest = -1e9;
    for (int w = 0; w < windows.count(); ++w) { // window by window, as sentences
        const std::vector<TokenId> tokens(windows.inputs.begin() + w * windows.length,
                                          windows.inputs.begin() + (w + 1) * windows.length);
        Hooks<float> hooks;
        hooks.neurons = [&](int layer, Hooks<float>::Rows rows) {
            if (layer != 1) return;
            for (Index t = 0; t < rows.rows(); ++t) {
                const double value = static_cast<double>(rows(t, 20));
                sum += value, above += value > 0 ? 1 : 0, strongest = std::max(strongest, value);
            }
        };
        (void)f.gpt->trace(tokens, *f.room, hooks);
    }
    const auto all = static_cast<double>(windows.inputs.size());
    CHECK(page.mean == Approx(sum / all).margin(1e-5));
    CHECK(page.share == Approx(above / all).margin(1e-6));
    REQUIRE_FALSE(page.firings.empty());
    CHECK(page.firings[0].activation == Approx(strongest).margin(1e-5));
    // The end of what is told of it is the token at which it fired so.
    Hooks<float> last;
    float there = 0;
    last.neurons = [&](int layer, Hooks<float>::Rows rows) {
        if (layer == 1) there = rows(rows.rows() - 1, 20);
    };
    (void)f.gpt->trace(page.firings[0].tokens, *f.room, last);
    CHECK(there == Approx(page.firings[0].activation).margin(1e-5));
    // What it writes, by the logits of the final norm without its division.
    const GptWeights w = f.gpt->weights();
    const RowVector row = w.blocks[1].down.row(20);
    Eigen::VectorXd logits(w.token.rows());
    for (Index v = 0; v < w.token.rows(); ++v) {
        logits[v] = 0;
        for (Index c = 0; c < 16; ++c)
            logits[v] += static_cast<double>(w.token(v, c) * w.final_gain[c] * (row[c] - row.mean()));
    }
    Index best = 0, worst = 0;
    const double mean = logits.mean(), most = logits.maxCoeff(&best);
    (void)logits.minCoeff(&worst);
    CHECK((page.raised[0].word == best && page.lowered[0].word == worst));
    CHECK(page.raised[0].logit == Approx(most - mean).margin(1e-5));
}

TEST_CASE("facts: more and more is taken out, of each kind", "[causal][ablation]") {
    CHECK(removed_numbers(16) == std::vector<int>{0, 1, 2, 3, 4, 6, 8, 12, 16});
    CHECK(removed_numbers(10) == std::vector<int>{0, 1, 2, 3, 4, 6, 8, 10});
    FactCurve curve{{{0, 1, true, 0}, {2, 1, true, 0}, {3, 0, false, 0}, {4, 1, true, 0}}};
    CHECK(curve.lost_at() == 3);
    curve.points.resize(2);
    CHECK_FALSE(curve.lost_at());

    CausalFixture f;
    auto corpus = std::make_shared<Corpus>(*f.moment->corpus);
    corpus->lexicon.relations = {{"made", {{2, 3, 4, 5}, {4, 5, 6, 7}, {6, 7, 8, 9}}}};
    auto moment = std::make_shared<Moment>(*f.moment);
    moment->corpus = corpus;
    f.moment = moment;
    const auto found = f.ask(FactInquiry{0, 1});
    const auto& facts = dynamic_cast<const FactFinding&>(*found);
    CHECK((facts.fact.a == 4 && facts.fact.d == 7));
    REQUIRE((facts.principal.points.size() == 9 && facts.random.size() == 5));
    CHECK(facts.own.points.size() == 5); // four differences: 0, 1, 2, 3, 4
    for (const FactCurve* const one : {&facts.principal, &facts.random[4]}) {
        const FactPoint& point = one->points[3];
        CHECK(point.removed == 3);
        const Matrix out = one == &facts.principal
                               ? Matrix{principal_directions(f.moment->embedding->matrix()).topRows(3)}
                               : Matrix{random_directions(16, 16, 6).topRows(3)};
        const Matrix table = without_directions(f.moment->embedding->matrix(), out);
        int right = 0;
        for (const Analogy& q : corpus->lexicon.relations[0].analogies)
            right += known_by_hand(table, q, 13) ? 1 : 0;
        CHECK(point.accuracy == Approx(right / 3.0));
        CHECK(point.holds == known_by_hand(table, facts.fact, 13));
        const auto losses = ablated_losses(*f.gpt, f.moment->embedding->matrix(),
                                           heldout_windows(*f.moment, 16), {out, {}}, *f.room);
        CHECK(point.loss == Approx(mean_of_all(losses)).margin(1e-9));
    }
    CHECK_FALSE(FactInquiry{0, 1}.same_as(FactInquiry{0, 2}));
    CHECK_FALSE(FactInquiry{0, 1}.same_as(FactInquiry{1, 1}));
}
