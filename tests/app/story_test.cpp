// SPDX-License-Identifier: MIT
// What the window tells about movement, experiments, sums and relations, each figure computed another way.
#include "app/map/inverse_projection.hpp"
#include "app/panels/word/word_sections.hpp"
#include "app/story/analogy_scorer.hpp"
#include "app/story/experiments.hpp"
#include "app/story/row_motion.hpp"
#include "model/analysis/excerpt.hpp"
#include "model/analysis/row_health.hpp"
#include "model/train/row_figures.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/tiny_moment.hpp"

#include <cmath>

using namespace wordfield;
using namespace wordfield::app;

namespace {

// After the first edit, which had ticket 7.
std::shared_ptr<Moment> changed(std::int64_t step, int edits, const Matrix& rows) {
    auto moment = tiny_moment(step);
    moment->undoable_edits = edits;
    moment->applied = 7;
    moment->embedding = std::make_shared<const RowTable>(rows);
    return moment;
}

} // namespace

TEST_CASE("an experiment follows its rows from the moment it has arrived", "[app][story]") {
    const auto before = tiny_moment(10);
    Experiments experiments;
    experiments.record(*before);
    const std::vector<Command> commands{RowEdit{CopyRow{2, 3}}, SetRunning{true}};
    experiments.note(commands, before);
    REQUIRE(experiments.list().size() == 1);
    CHECK(experiments.list()[0].what == "twins: dog = cat");
    CHECK(experiments.list()[0].distance_before == Approx(1.0)); // (3, 4) and (3, 3)
    const auto under_way = tiny_moment(30); // however many steps later: the rows are those from before
    under_way->applied = 6;
    experiments.record(*under_way);
    CHECK(experiments.list()[0].distance.points().empty()); // nobody was asked yet
    experiments.posted(7);
    experiments.record(*under_way);
    CHECK(experiments.list()[0].distance.points().empty());
    Matrix rows = before->embedding->matrix();
    rows.row(3) = rows.row(2);
    experiments.record(*changed(10, 1, rows));
    rows(3, 0) += 3;
    rows(3, 1) += 4;
    experiments.record(*changed(14, 1, rows));
    const auto points = experiments.latest()->distance.points();
    REQUIRE(points.size() == 2);
    CHECK(points[0].value == 0.0F);
    CHECK(points[1].value == Approx(5.0));
    CHECK(experiments.latest()->age(*changed(14, 1, rows)) == 4);
    experiments.record(*tiny_moment(1, 2)); // another run
    CHECK(experiments.list().empty());
}

TEST_CASE("many experiments keep few moments alive", "[app][story]") {
    Experiments experiments;
    const auto now = tiny_moment(3);
    experiments.record(*now);
    for (int i = 0; i < 300; ++i) experiments.note(std::vector<Command>{FreezeRow{2, true}}, now);
    CHECK(experiments.list().size() == 200);
    CHECK(experiments.list().back().before == id_of(*now));
    CHECK(experiments.moments() == std::vector<MomentId>(8, id_of(*now)));
    CHECK(now.use_count() == 1);
}

TEST_CASE("a single row is measured against the words that were nearest to it", "[app][story]") {
    const auto before = tiny_moment(10);
    Experiments experiments;
    experiments.record(*before);
    experiments.note(std::vector<Command>{RowEdit{ZeroRow{2}}}, before);
    const Experiment& e = experiments.list().front();
    REQUIRE(e.old_neighbours.size() == 5); // all others, in so small a vocabulary
    double sum = 0;
    for (const TokenId other : {0, 1, 3, 4, 5}) {
        const auto& m = before->embedding->matrix();
        sum += std::hypot(m(2, 0) - m(other, 0), m(2, 1) - m(other, 1));
    }
    CHECK(e.distance_before == Approx(sum / 5));
}

TEST_CASE("a whole layer is one experiment, and undoing marks what it takes back", "[app][story]") {
    auto now = tiny_moment(5);
    Experiments experiments;
    experiments.record(*now);
    experiments.note(std::vector<Command>{AblateHead{1, 0, true}, AblateHead{1, 1, true}}, now);
    REQUIRE(experiments.list().size() == 1);
    CHECK(experiments.list()[0].what == "ablate: layer 2");
    experiments.note(std::vector<Command>{UndoRowEdit{}}, now); // there is nothing to take back
    CHECK(experiments.list().size() == 1);
    experiments.note(std::vector<Command>{RowEdit{ZeroRow{3}}}, now);
    now = changed(6, 1, now->embedding->matrix());
    experiments.note(std::vector<Command>{UndoRowEdit{}}, now);
    REQUIRE(experiments.list().size() == 3);
    CHECK(experiments.list()[1].taken_back);
    CHECK(experiments.latest()->what == "ablate: layer 2");
}

TEST_CASE("pull and way of a word agree with sums by hand", "[app][story]") {
    auto earlier = tiny_moment(1);
    auto now = tiny_moment(20);
    Matrix rows = now->embedding->matrix();
    rows.row(2) += RowVector{{0.5F, 0.0F}};
    now->embedding = std::make_shared<const RowTable>(rows);
    Matrix gradient = Matrix::Zero(6, 2);
    gradient.row(2) << -6, 6;
    now->mean_gradient = std::make_shared<const Matrix>(gradient);
    RowMotions why;
    why.take(earlier);
    why.take(now);
    Frame frame;
    frame.moment = now;
    frame.layout = tiny_layout(20);
    frame.rows = std::make_shared<const RowFigures>(row_figures(*now));
    why.update(frame, std::vector<TokenId>{2});
    const RowMotion* motion = why.of(2);
    REQUIRE(motion != nullptr);
    CHECK(why.from_step() == 1);
    CHECK(motion->on_map);
    // Drift taken out: pull = (-1, 1) - (-6, 6) = (5, -5); way = (0.5, 0) less a sixth of it.
    CHECK(motion->pull_length == Approx(std::sqrt(50.0)));
    CHECK(motion->step_length == Approx(0.5 * 5 / 6));
    CHECK(motion->agreement == Approx(std::sqrt(0.5)));
    // Two dimensions on a map of two: everything can be seen.
    CHECK(motion->pull.shown == Approx(1.0).margin(1e-3));
    CHECK(why.pull()->strength == Approx(std::sqrt(50.0)));
    CHECK(*why.pull_cosine(2, 3) == Approx(-1.0)); // all others are left with the drift, the other way
    CHECK(*why.pull_cosine(3, 4) == Approx(1.0));
    why.update(frame, std::vector<TokenId>{0}); // <unk> is not on the map
    CHECK_FALSE(why.of(0)->on_map);
    CHECK(why.of(2) == nullptr);
}

TEST_CASE("an edit by hand is no step of the optimiser", "[app][story]") {
    RowMotions why;
    why.take(tiny_moment(1));
    auto edited = changed(3, 1, tiny_moment()->embedding->matrix());
    edited->mean_gradient = std::make_shared<const Matrix>(Matrix::Ones(6, 2));
    why.take(edited);
    Frame frame;
    frame.moment = edited;
    frame.rows = std::make_shared<const RowFigures>(row_figures(*edited));
    why.update(frame, std::vector<TokenId>{2});
    CHECK(why.from_step() == -1);
    CHECK(why.of(2)->step_length == 0.0F);
}

TEST_CASE("a word set down between others gets their weighted mean", "[app][story]") {
    const std::vector<TokenId> words{2, 3, 4, 5};
    const std::vector<glm::vec3> points{{100, 100, 1}, {200, 100, 1}, {900, 900, 1}, {100, 200, 1}};
    const auto between = words_around(words, points, {150, 100}, 5, 2);
    REQUIRE(between.size() == 2);
    CHECK(between[0].weight == Approx(0.5));
    const Matrix rows = tiny_moment()->embedding->matrix();
    CHECK((weighted_row(rows, between) - RowVector{{3.0F, 3.5F}}).norm() < 1e-5F);
    const auto on_one = words_around(words, points, {900, 900}, 2, 3);
    CHECK(on_one[0].word == 4);
    CHECK(on_one[0].weight > 0.99F);
    for (const WeightedWord& w : words_around(words, points, {100, 100}, 2)) CHECK(w.word != 2);
}

TEST_CASE("rows that learn nothing are named", "[app][story]") {
    auto moment = tiny_moment(5);
    Matrix gradient = Matrix::Ones(6, 2);
    gradient.row(4).setZero();
    moment->mean_gradient = std::make_shared<const Matrix>(gradient);
    moment->frozen_rows = {3};
    CHECK(flag_sentence(*moment, 2).empty());
    CHECK(flag_sentence(*moment, 3).starts_with("Frozen"));
    CHECK(flag_sentence(*moment, 4).starts_with("Dead"));
    CHECK(flag_sentence(*moment, 0).starts_with("Never seen"));
    CHECK(row_figures(*moment).dead == 1);
    CHECK(row_figures(*moment).never_seen == 2); // <unk> and <eos> of the little corpus
}

TEST_CASE("an excerpt keeps its word and never passes the width", "[app][story]") {
    const auto corpus = tiny_corpus();
    const std::vector<TokenId> tokens{4, 5, 4, 5, 2, 1, 4, 5, 4, 5};
    const auto letters = [](std::string_view words) { return static_cast<float>(words.size()); };
    for (const float width : {6.0F, 20.0F, 33.0F, 200.0F}) {
        const Excerpt e = excerpt_around(corpus->lexicon.vocabulary, tokens, 2, width, letters);
        CHECK(e.word == "cat");
        const std::string all = e.before + e.word + e.after;
        if (width > 15) CHECK(letters(all) <= width);
        if (width == 200.0F) CHECK(all == sentence(corpus->lexicon.vocabulary, tokens));
        if (width == 20.0F) CHECK(all.find("…") != std::string::npos);
    }
    CHECK(sentence(corpus->lexicon.vocabulary, tokens).starts_with("red blue red blue cat | red"));
}

TEST_CASE("the scores of relations become curves", "[app][story]") {
    auto corpus = tiny_corpus();
    corpus->lexicon.relations = {{"pairs", {{2, 3, 4, 5}, {3, 2, 5, 4}}}};
    auto moment = tiny_moment(7);
    moment->corpus = corpus;
    Matrix rows(6, 2);
    rows << -1, 0.01F, -1, -0.01F, 1, 0, 1, 1, 0.1F, 0, 0.1F, 1; // only "red" + (dog - cat) is blue
    moment->embedding = std::make_shared<const RowTable>(rows);
    for (const bool background : {false, true}) {
        AnalogyScorer watch{background};
        watch.offer(moment);
        std::optional<ScoredStep> scored;
        while (!scored) scored = watch.take();
        CHECK(scored->step == 7);
        History history;
        history.record(*moment);
        history.record(scored->run, scored->step, scored->score);
        REQUIRE(history.relations.size() == 1);
        CHECK(history.relations[0].name == "pairs");
        CHECK(history.relations[0].questions == 2);
        // By hand: the unit rows, b - a + c, the best of the three words that are not in the question.
        const auto right = [&](int a, int b, int c, int d) {
            const RowVector t =
                rows.row(b).normalized() - rows.row(a).normalized() + rows.row(c).normalized();
            for (int w = 0; w < 6; ++w)
                if (w != a && w != b && w != c && w != d &&
                    t.dot(rows.row(w).normalized()) > t.dot(rows.row(d).normalized()))
                    return 0.0;
            return 1.0;
        };
        CHECK(history.relations[0].accuracy.points()[0].value ==
              Approx((right(2, 3, 4, 5) + right(3, 2, 5, 4)) / 2));
        history.record(scored->run + 1, 8, scored->score); // of a run that is not this one
        CHECK(history.relations[0].accuracy.points().size() == 1);
        watch.offer(moment); // seen already
        CHECK_FALSE(watch.busy());
    }
}

TEST_CASE("a sum has a figure on the map when it is b - a + c", "[app][story]") {
    ArithmeticState state;
    state.terms = {{2, 1.0F}, {3, -1.0F}, {4, 1.0F}};
    state.result = solve(tiny_moment()->embedding->matrix(), state.terms, 3);
    const auto figure = sum_of(state);
    REQUIRE(figure.size() == 4);
    CHECK(figure[0] == 3);
    CHECK(figure[1] == 2);
    CHECK(figure[2] == 4);
    CHECK(figure[3] == state.result.winner()->word);
    state.terms[0].factor = 2.0F;
    CHECK(sum_of(state).empty());
}
