// SPDX-License-Identifier: MIT
// Time: what is found out of a run's curves and kept moments, and how they are played.
#include "app/desk/playback.hpp"
#include "app/story/churn.hpp"
#include "app/story/meeting.hpp"
#include "app/story/time_marks.hpp"
#include "app/story/word_trails.hpp"
#include "model/map/map_words.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/tiny_moment.hpp"

#include <algorithm>
#include <cmath>
#include <set>

using namespace wordfield;
using namespace wordfield::app;

namespace {

const auto small_corpus = tiny_corpus();

// The words at these places, all seen from 0.
std::shared_ptr<Moment> moment_with(std::int64_t step, const Matrix& rows) {
    auto moment = tiny_moment(step);
    moment->corpus = small_corpus;
    moment->embedding = std::make_shared<const RowTable>(rows);
    return moment;
}

void offer_moment(Timeline& timeline, const std::shared_ptr<Moment>& moment) {
    REQUIRE(timeline.offer(moment, tiny_layout(moment->step)));
}

Matrix on_circle(std::initializer_list<double> degrees) {
    Matrix rows(static_cast<Index>(degrees.size()), 2);
    Index i = 0;
    for (const double d : degrees) {
        const double angle = d * M_PI / 180;
        rows.row(i++) << static_cast<float>(std::cos(angle)), static_cast<float>(std::sin(angle));
    }
    return rows.rowwise() - rows.colwise().mean();
}

std::vector<HistoryPoint> losses(std::initializer_list<std::pair<int, float>> jumps) {
    std::vector<HistoryPoint> points;
    for (int step = 0; step < 200; ++step)
        points.push_back({static_cast<double>(step), 3.0F + 0.02F * static_cast<float>(step % 5)});
    for (const auto& [step, value] : jumps) points[static_cast<std::size_t>(step)].value = value;
    return points;
}

} // namespace

TEST_CASE("time: a loss that jumps is found once, noise and the beginning are not", "[app][time]") {
    CHECK(loss_spikes(losses({})).empty());
    CHECK(loss_spikes(losses({{120, 5.0F}, {121, 5.2F}, {122, 4.9F}})) == std::vector<std::int64_t>{120});
    CHECK(loss_spikes(losses({{60, 4.0F}, {150, 4.0F}})) == std::vector<std::int64_t>{60, 150});
    CHECK(loss_spikes(losses({{120, 3.28F}})).empty()); // far for this noise, and yet little
    CHECK(loss_spikes(losses({{18, 9.0F}})).empty());
    CHECK(loss_spikes(losses({{120, 1.0F}})).empty()); // downwards
    CHECK(loss_spikes({}).empty());
    std::vector<HistoryPoint> falling; // as at the beginning of any run, with noise
    for (int step = 0; step < 300; ++step)
        falling.push_back({static_cast<double>(step), 6.0F * std::exp(-0.01F * static_cast<float>(step)) +
                                                          0.05F * static_cast<float>(step % 3)});
    CHECK(loss_spikes(falling).empty());
}

TEST_CASE("time: marks tell when purity and relations came and went", "[app][time]") {
    History history;
    for (int step = 0; step <= 100; step += 10) {
        history.purity.add(step, static_cast<float>(step) / 105.0F);
        const std::int64_t right = step < 50 ? 2 : step < 80 ? 9 : 3;
        if (history.relations.empty()) history.relations.push_back({"gender", 12, Curve{256}});
        history.relations[0].accuracy.add(step, static_cast<float>(right) / 12.0F);
    }
    history.relations.push_back({"few", 3, Curve{256}});
    for (int step = 0; step <= 100; step += 10)
        history.relations[1].accuracy.add(step, step < 40 ? 0.0F : 1.0F);
    const auto marks = time_marks(history, Experiments{}, nullptr);
    using Kind = TimeMark::Kind;
    CHECK(marks == std::vector<TimeMark>{{Kind::Relation, 50, "gender solved"},
                                         {Kind::Purity, 60, "purity passes 0.5"},
                                         {Kind::Relation, 80, "gender lost again"},
                                         {Kind::Purity, 90, "purity passes 0.8"},
                                         {Kind::Purity, 100, "purity passes 0.9"}});
}

TEST_CASE("time: what was high from the beginning has passed nothing", "[app][time]") {
    History history;
    for (int step = 0; step <= 50; step += 10) history.purity.add(step, 0.95F);
    CHECK(time_marks(history, Experiments{}, nullptr).empty());
    CHECK(time_marks(history, Experiments{}, nullptr, 30) ==
          std::vector<TimeMark>{{TimeMark::Kind::Branch, 30, "this branch begins"}});
}

TEST_CASE("time: two words meet when one becomes the other's nearest", "[app][time]") {
    Timeline timeline;
    offer_moment(timeline, moment_with(0, on_circle({0, 100, 130, 180, 240, 330})));
    offer_moment(timeline, moment_with(10, on_circle({0, 2, 130, 180, 240, 330})));   // 1 at 0, by chance
    offer_moment(timeline, moment_with(20, on_circle({0, 100, 130, 180, 240, 330}))); // and away
    offer_moment(timeline, moment_with(30, on_circle({0, 359, 130, 180, 240, 330}))); // to stay
    offer_moment(timeline, moment_with(40, on_circle({0, 1, 130, 180, 240, 330})));
    Meeting meeting;
    while (meeting.update(timeline, std::pair{TokenId{0}, TokenId{1}}, 1.0), meeting.pending() > 0) {
    }
    REQUIRE(meeting.step());
    CHECK(*meeting.step() == 30);
    const auto& vocabulary = small_corpus->lexicon.vocabulary;
    CHECK(meeting.sentence() == vocabulary.word(1) + " becomes the nearest word of " + vocabulary.word(0));
    while (meeting.update(timeline, std::pair{TokenId{0}, TokenId{3}}, 1.0), meeting.pending() > 0) {
    }
    CHECK_FALSE(meeting.step());
    meeting.update(timeline, std::nullopt, 1.0);
    CHECK_FALSE(meeting.step());
    CHECK(meeting.pending() == 0);
}

TEST_CASE("time: a meeting somewhere in a wide gap between kept steps has no step to point at",
          "[app][time]") {
    Timeline timeline;
    offer_moment(timeline, moment_with(0, on_circle({0, 100, 130, 180, 240, 330})));
    offer_moment(timeline, moment_with(900, on_circle({0, 1, 130, 180, 240, 330})));
    Meeting meeting;
    while (meeting.update(timeline, std::pair{TokenId{0}, TokenId{1}}, 1.0), meeting.pending() > 0) {
    }
    CHECK_FALSE(meeting.step());
    REQUIRE(timeline.insert(moment_with(860, on_circle({0, 100, 130, 180, 240, 330})), tiny_layout(860)));
    while (meeting.update(timeline, std::pair{TokenId{0}, TokenId{1}}, 1.0), meeting.pending() > 0) {
    }
    REQUIRE(meeting.step());
    CHECK(*meeting.step() == 900);
}

TEST_CASE("time: one side alone is a meeting, too", "[app][time]") {
    Timeline timeline;
    offer_moment(timeline, moment_with(0, on_circle({0, 100, 130, 180, 240, 330})));
    offer_moment(timeline, moment_with(10, on_circle({0, 20, 28, 150, 200, 260}))); // 0 has 1, and 1 has 2
    Meeting meeting;
    meeting.update(timeline, std::pair{TokenId{0}, TokenId{1}}, 1.0);
    REQUIRE(meeting.step());
    const auto& vocabulary = small_corpus->lexicon.vocabulary;
    CHECK(meeting.sentence() == vocabulary.word(1) + " becomes the nearest word of " + vocabulary.word(0));
    meeting.update(timeline, std::pair{TokenId{1}, TokenId{0}}, 1.0); // told of the side that it is true of
    CHECK(meeting.sentence() == vocabulary.word(1) + " becomes the nearest word of " + vocabulary.word(0));
}

TEST_CASE("time: churn is the share of neighbours that are new", "[app][time]") {
    Corpus large = *small_corpus;
    for (int i = 0; i < 40; ++i) large.lexicon.vocabulary.add("w" + std::to_string(i), 5);
    large.lexicon.category.assign(46, 0);
    const auto corpus = std::make_shared<const Corpus>(large);
    std::vector<std::shared_ptr<Moment>> moments;
    Timeline timeline;
    for (int i = 0; i < 4; ++i) {
        std::srand(static_cast<unsigned>(7 + (i == 3 ? 2 : i))); // the last is as the one before
        auto moment = moment_with(10 * i, Matrix::Random(46, 8));
        moment->corpus = corpus;
        offer_moment(timeline, moment);
        moments.push_back(moment);
    }
    Churn churn;
    while (churn.update(timeline, 1.0), churn.pending() > 0) {
    }
    REQUIRE(churn.points().size() == 3);
    const auto nearest = [](const Matrix& rows, Index word) { // by hand, in double
        const Eigen::MatrixXd x = rows.cast<double>();
        const Eigen::RowVectorXd mean = x.colwise().mean();
        std::vector<std::pair<double, Index>> order;
        for (Index i = 0; i < x.rows(); ++i) {
            if (i == word) continue;
            const Eigen::RowVectorXd a = x.row(word) - mean, b = x.row(i) - mean;
            order.emplace_back(-a.dot(b) / std::sqrt(a.squaredNorm() * b.squaredNorm()), i);
        }
        std::ranges::sort(order);
        std::set<Index> ten;
        for (int k = 0; k < 10; ++k) ten.insert(order[static_cast<std::size_t>(k)].second);
        return ten;
    };
    for (int i = 1; i < 4; ++i) {
        double gone = 0;
        int asked = 0;
        for (const TokenId word : default_words(corpus->lexicon, Churn::most)) {
            const auto now = nearest(moments[static_cast<std::size_t>(i)]->embedding->matrix(), word),
                       before = nearest(moments[static_cast<std::size_t>(i - 1)]->embedding->matrix(), word);
            for (const Index one : now) gone += before.contains(one) ? 0 : 1;
            ++asked;
        }
        CHECK(static_cast<double>(churn.points()[static_cast<std::size_t>(i - 1)].value) ==
              Approx(gone / (10.0 * asked)).margin(1e-6));
        CHECK(churn.points()[static_cast<std::size_t>(i - 1)].step == 10.0 * i);
    }
    CHECK(churn.points()[0].value > 0.3F);
    CHECK(churn.points()[2].value == 0.0F);
}

TEST_CASE("time: of rows that nothing moves no neighbours are looked for", "[app][time]") {
    Timeline timeline;
    for (const int step : {0, 10}) {
        std::srand(static_cast<unsigned>(7 + step));
        auto moment = moment_with(step, Matrix::Random(6, 8));
        moment->capabilities.trains = false;
        offer_moment(timeline, moment);
    }
    Churn churn;
    churn.update(timeline, 1.0);
    CHECK(churn.pending() == 0);
    CHECK(churn.points().empty());
}

TEST_CASE("time: a word's way ends with the step that is shown, whatever came after", "[app][time]") {
    Timeline timeline;
    for (std::int64_t step = 0; step <= 50; step += 10) {
        const auto layout = std::make_shared<Layout>(*tiny_layout(step));
        layout->positions(1, 2) = static_cast<float>(step); // of word 3
        if (step == 30) layout->config.method = ProjectionMethod::Tsne;
        REQUIRE(timeline.offer(tiny_moment(step), layout));
    }
    WordTrails trails;
    const auto steps_to = [&](std::size_t shown) {
        std::vector<std::int64_t> steps;
        const auto& found = trails.of(timeline, {3}, timeline.moments()[shown].layout);
        REQUIRE(found.size() == 1);
        CHECK(found[0].word == 3);
        for (const WordTrail::Place& place : found[0].places) {
            CHECK(place.at == std::array{0.0F, 1.0F, static_cast<float>(place.step)});
            steps.push_back(place.step);
        }
        return steps;
    };
    CHECK(steps_to(2) == std::vector<std::int64_t>{0, 10, 20});
    CHECK(steps_to(5) == std::vector<std::int64_t>{0, 10, 20, 40, 50}); // one of another method is no place
    CHECK(steps_to(0) == std::vector<std::int64_t>{0});
}

TEST_CASE("time: kept steps are played as fast as asked for, to the end and round", "[app][time]") {
    Playback playback;
    CHECK_FALSE(playback.advance(0.1, 0, 1000));
    playback.speed = 1; // the whole run in ten seconds
    playback.start(0, 0, 1000);
    CHECK(playback.playing());
    CHECK(playback.advance(1.0, 0, 1000) == 100);
    CHECK(playback.advance(0.5, 0, 1000) == 150);
    CHECK(playback.advance(1.0, 0, 2000) == 350); // the run has grown meanwhile
    CHECK(playback.advance(20.0, 0, 2000) == 2000);
    CHECK_FALSE(playback.playing());
    playback.start(2000, 100, 2000); // from the end: from the beginning
    CHECK(playback.advance(0.0, 100, 2000) == 100);
    playback.loop = true;
    CHECK(playback.advance(30.0, 100, 2000) == 2000);
    CHECK(playback.playing());
    CHECK(playback.advance(0.0, 100, 2000) == 100);
    playback.speed = 3; // ten steps a second
    CHECK(playback.advance(2.0, 100, 2000) == 120);
    playback.stop();
    CHECK_FALSE(playback.playing());
    playback.start(5, 5, 5); // nothing to play
    CHECK(playback.advance(0.1, 5, 5) == 5);
    CHECK_FALSE(playback.playing());
}
