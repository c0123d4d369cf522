// SPDX-License-Identifier: MIT
#include "app/story/head_history.hpp"
#include "app/story/history.hpp"
#include "model/run/timeline.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/tiny_moment.hpp"

#include <algorithm>

using namespace wordfield;
using namespace wordfield::app;

TEST_CASE("a curve stays short, in order and spans the whole run", "[app]") {
    Curve curve{64};
    for (int step = 0; step <= 100'000; ++step) curve.add(step, static_cast<float>(step));
    REQUIRE(curve.points().size() < 64);
    REQUIRE(curve.points().size() > 20);
    CHECK(curve.points().front().step == 0);
    CHECK(curve.points().back().step > 93'000);
    for (std::size_t i = 1; i < curve.points().size(); ++i) {
        CHECK(curve.points()[i].step > curve.points()[i - 1].step);
        CHECK(curve.points()[i].value == Approx(curve.points()[i].step)); // thinned, never averaged
    }
}

TEST_CASE("a new run begins new curves", "[app]") {
    History history;
    history.record(*tiny_moment(5, 1));
    history.record(*tiny_layout(5, 1));
    CHECK(history.train_loss.points().size() == 1);
    CHECK(history.purity.points().size() == 1);
    history.record(*tiny_moment(1, 2));
    CHECK(history.purity.points().empty());
    history.record(*tiny_layout(6, 1)); // a late map of the run before
    CHECK(history.purity.points().empty());
}

TEST_CASE("where training went back, curves and moments go on from there at once", "[app]") {
    History history;
    Timeline timeline{64};
    HeadHistory heads;
    const auto record = [&](std::int64_t step) {
        auto moment = std::make_shared<Moment>(*tiny_moment(step, 1));
        moment->heldout_step = step - step % 10;
        moment->head_stats.resize(1);
        history.record(*moment);
        history.record(*tiny_layout(step, 1));
        history.record(1, step, AnalogyScore{.relations = {{"gender", 6, 12}}});
        heads.record(*moment);
        timeline.offer(moment, tiny_layout(step, 1));
    };
    for (std::int64_t step = 1; step <= 170; ++step) record(step);
    record(100); // it diverged
    const auto ends_at = [&](double step) {
        CHECK(history.train_loss.points().back().step == step);
        CHECK(history.purity.points().back().step == step);
        CHECK(history.relations[0].accuracy.points().back().step == step);
        CHECK(static_cast<double>(timeline.moments().back().moment->step) > step - 8); // some are left out
    };
    CHECK(history.train_loss.points().back().step == 100);
    CHECK(history.heldout_loss.points().back().step == 100);
    CHECK(heads.heads()[0].spread.points().back().step == 100);
    CHECK(timeline.moments().back().moment->step <= 100);
    history.record(*tiny_layout(168, 1)); // a map that was still being made
    CHECK(history.purity.points().back().step == 100);
    for (std::int64_t step = 101; step <= 130; ++step) record(step);
    ends_at(130);
    CHECK(history.heldout_loss.points().back().step == 130);
    CHECK(heads.heads()[0].spread.points().back().step == 130);
}

TEST_CASE("the timeline keeps step 0, stays bounded and finds the nearest moment", "[app]") {
    Timeline timeline{32};
    for (std::int64_t step = 0; step <= 5000; step += 5) timeline.offer(tiny_moment(step), tiny_layout(step));
    const auto& moments = timeline.moments();
    REQUIRE(moments.size() <= 32);
    REQUIRE(moments.size() > 8);
    CHECK(moments.front().moment->step == 0);
    CHECK(timeline.nearest(0).moment->step == 0);
    const std::int64_t middle = moments[moments.size() / 2].moment->step;
    CHECK(timeline.nearest(middle).moment->step == middle);
    CHECK(timeline.neighbour(middle, +1) == moments[moments.size() / 2 + 1].moment->step);
    CHECK(timeline.neighbour(middle, -1) == moments[moments.size() / 2 - 1].moment->step);
    CHECK(timeline.neighbour(0, -1) == 0);
    const std::size_t count = moments.size();
    timeline.offer(tiny_moment(6000, 2), tiny_layout(6000, 2)); // of another run
    CHECK(moments.size() == count);
    CHECK(Timeline{}.nearest(3).moment == nullptr);
}

TEST_CASE("kept moments lie close together early and ever farther apart", "[app][time]") {
    for (const std::int64_t every : {1, 5}) {
        Timeline timeline;
        int taken = 0;
        for (std::int64_t step = 0; step <= 5000; step += every)
            taken += timeline.offer(tiny_moment(step), tiny_layout(step)) ? 1 : 0;
        const auto& moments = timeline.moments();
        const auto between = [&](std::int64_t low, std::int64_t high) {
            return std::ranges::count_if(
                moments, [&](const auto& m) { return m.moment->step >= low && m.moment->step < high; });
        };
        CHECK(moments.size() < 160);
        CHECK(moments.size() >= 120);
        CHECK(between(0, 100) * 10 > 5 * between(4000, 5000)); // five times as dense
        CHECK(between(1000, 2000) > between(4000, 5000));      // and falling all the way
        CHECK(between(4000, 5000) >= 12);                      // even ones would be 32
        for (std::size_t i = 1; i < moments.size(); ++i)       // no hole anywhere
            CHECK(moments[i].moment->step - moments[i - 1].moment->step <= 110);
        CHECK(5000 - moments.back().moment->step < 110);
        CHECK(taken < 700); // each that is taken is looked at by all who follow: far from every one
    }
}

TEST_CASE("thinning leaves the first and the last moment, down to the first alone", "[app][time]") {
    Timeline timeline;
    for (std::int64_t step = 0; step <= 40; ++step) timeline.offer(tiny_moment(step), tiny_layout(step));
    REQUIRE(timeline.moments().size() == 41);
    timeline.thin();
    CHECK(timeline.moments().size() == 36);
    while (timeline.moments().size() > 2) {
        const std::size_t before = timeline.moments().size();
        timeline.thin();
        REQUIRE(timeline.moments().size() < before);
        CHECK(timeline.moments().front().moment->step == 0);
        CHECK(timeline.moments().back().moment->step == 40);
    }
    timeline.thin();
    REQUIRE(timeline.moments().size() == 1);
    timeline.thin();
    REQUIRE(timeline.moments().size() == 1);
    CHECK(timeline.moments().front().moment->step == 0);
}

TEST_CASE("a run that goes on from a file has its curves, and goes on with them", "[app]") {
    History before;
    for (std::int64_t step = 1; step <= 900; ++step) before.record(*tiny_moment(step, 1));
    before.record(*tiny_layout(5, 1));
    before.record(1, 7, AnalogyScore{.relations = {{"gender", 6, 12}}});
    const auto earlier = std::make_shared<const RunHistory>(before.kept());

    auto next = std::make_shared<Moment>(*tiny_moment(901, 2));
    next->earlier = earlier;
    History after;
    after.record(*next);
    REQUIRE(after.train_loss.points().size() == before.train_loss.points().size() + 1);
    CHECK(after.train_loss.points().front().step == before.train_loss.points().front().step);
    CHECK(after.train_loss.points().back().step == 901);
    CHECK(after.purity.points().size() == 1);
    REQUIRE(after.relations.size() == 1);
    CHECK(after.relations[0].name == "gender");
    CHECK(after.relations[0].questions == 12);
    after.record(*tiny_moment(1000, 2));
    after.record(2, 950, AnalogyScore{.relations = {{"gender", 9, 12}}});
    REQUIRE(after.relations.size() == 1);
    CHECK(after.relations[0].accuracy.points().size() == 2);
    after.record(2, 999, AnalogyScore{.relations = {{"plural", 9, 12}}}); // labels of another file
    CHECK(after.relations[0].accuracy.points().size() == 1);
    after.record(*tiny_moment(1, 3));
    CHECK(after.train_loss.points().size() == 1);
    CHECK(after.relations.empty());
}
