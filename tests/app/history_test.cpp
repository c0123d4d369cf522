// SPDX-License-Identifier: MIT
#include "app/insight/history.hpp"
#include "app/insight/timeline.hpp"

#include "app_fixture.hpp"
#include "tests/support/catch.hpp"

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
    history.record(*tiny_snapshot(5, 1));
    history.record(*tiny_layout(5, 1));
    CHECK(history.train_loss.points().size() == 1);
    CHECK(history.purity.points().size() == 1);
    history.record(*tiny_snapshot(1, 2));
    CHECK(history.purity.points().empty());
    history.record(*tiny_layout(6, 1)); // a late map of the run before
    CHECK(history.purity.points().empty());
}

TEST_CASE("the timeline keeps step 0, stays bounded and finds the nearest moment", "[app]") {
    Timeline timeline{32};
    for (std::int64_t step = 0; step <= 5000; step += 5)
        timeline.offer(tiny_snapshot(step), tiny_layout(step));
    const auto& moments = timeline.moments();
    REQUIRE(moments.size() <= 32);
    REQUIRE(moments.size() > 8);
    CHECK(moments.front().snapshot->step == 0);
    CHECK(timeline.nearest(0).snapshot->step == 0);
    const std::int64_t middle = moments[moments.size() / 2].snapshot->step;
    CHECK(timeline.nearest(middle).snapshot->step == middle);
    CHECK(timeline.neighbour(middle, +1) == moments[moments.size() / 2 + 1].snapshot->step);
    CHECK(timeline.neighbour(middle, -1) == moments[moments.size() / 2 - 1].snapshot->step);
    CHECK(timeline.neighbour(0, -1) == 0);
    timeline.offer(tiny_snapshot(0, 2), tiny_layout(0, 2));
    CHECK(timeline.moments().size() == 1);
    CHECK(Timeline{}.nearest(3).snapshot == nullptr);
}
