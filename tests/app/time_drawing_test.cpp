// SPDX-License-Identifier: MIT
// What is drawn of time, by the corners of it: pins and hills of the bar, arrows between two maps.
#include "bench_fixture.hpp"

#include "app/story/time_marks.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <cmath>

using namespace wordfield;
using namespace wordfield::app;

namespace {

constexpr TokenId one = 5, other = 14; // words of the map

/// Kept steps 0, 20, ... 100 of a model that learns, whose map passes a purity of one half at step 60.
struct Learning {
    OffscreenBench bench;
    SmallModel model{2};
    Learning() {
        if (!bench) return;
        for (std::int64_t step = 0; step <= 100; step += 20) {
            const auto status = test::status_of(paused_at(model, step));
            bench->take(status);
            const auto layout = ring_layout(*status->moment);
            layout->purity = NeighbourPurity{.overall = step < 60 ? 0.1F : 0.6F, .chance = 0.05F};
            bench->take(layout);
            bench.frame(2);
            for (int i = 0; i < 4; ++i) model.trainer.step();
        }
        bench.frame(20); // what is found out of moments comes little by little
    }
};

float middle(const std::vector<ImVec2>& corners) {
    const auto [low, high] = std::ranges::minmax(corners, {}, &ImVec2::x);
    return (low.x + high.x) * 0.5F;
}

float away(ImVec2 a, ImVec2 b) {
    return std::hypot(a.x - b.x, a.y - b.y);
}

float nearest(const std::vector<ImVec2>& corners, ImVec2 place) {
    float least = 1e9F;
    for (const ImVec2 corner : corners) least = std::min(least, away(corner, place));
    return least;
}

} // namespace

TEST_CASE("time bar: a pin stands where the knob stands at its step", "[app][gl][time]") {
    Learning run;
    if (!run.bench) return;
    REQUIRE(run.bench->shown().marks.size() == 1);
    REQUIRE(run.bench->shown().marks.front().step == 60);
    run.bench.click("time.mark.60");
    REQUIRE(run.bench->shown_step() == 60);
    const auto pin = run.bench.corners(run.bench.theme().good, "time.scrub");
    REQUIRE(pin.size() >= 4);
    const float radius = 6.5F; // px of the knob, which is warm, as the line to the left of it
    const auto knob = run.bench.corners(run.bench.theme().warm, "time.scrub");
    REQUIRE_FALSE(knob.empty());
    CHECK(middle(pin) == Approx(std::ranges::max(knob, {}, &ImVec2::x).x - radius).margin(1.5));
    const UiRects::Rect bar = run.bench.rects().named.at("time.scrub");
    CHECK(middle(pin) == Approx(bar.x + radius + 0.6F * (bar.width - 2 * radius)).margin(1.0));
}

TEST_CASE("time bar: a hill is as high as the share of neighbours that are new, from kept step to kept step",
          "[app][gl][time]") {
    Learning run;
    if (!run.bench) return;
    const auto churn = run.bench->shown().churn;
    REQUIRE(churn.size() == 5);
    const auto corners = run.bench.corners(with_alpha(run.bench.theme().accent, 0.22F), "time.scrub");
    REQUIRE(corners.size() == 4 * churn.size()); // a rectangle each
    const float top = run.bench.rects().named.at("time.scrub").y;
    const float foot = std::ranges::max(corners, {}, &ImVec2::y).y;
    float highest = 0.0F;
    for (std::size_t i = 0; i < churn.size(); ++i) {
        const auto hill = std::span{corners}.subspan(4 * i, 4);
        const float height = foot - std::ranges::min(hill, {}, &ImVec2::y).y;
        CHECK(height == Approx((foot - top) * churn[i].value).margin(0.01));
        highest = std::max(highest, churn[i].value);
    }
    CHECK(highest > 0.05F); // the model has learnt
    const auto ends = std::ranges::minmax(corners, {}, &ImVec2::x);
    for (std::size_t i = 0; i < churn.size(); ++i) { // and lies between its steps
        const auto hill = std::span{corners}.subspan(4 * i, 4);
        const auto [left, right] = std::ranges::minmax(hill, {}, &ImVec2::x);
        const float width = (ends.max.x - ends.min.x) / 100;
        CHECK(left.x == Approx(ends.min.x + width * static_cast<float>(churn[i].step - 20)).margin(0.5));
        CHECK(right.x == Approx(ends.min.x + width * static_cast<float>(churn[i].step)).margin(0.5));
    }
}

TEST_CASE("two maps: the arrow of a word goes from its place on the kept map to that of now",
          "[app][gl][time]") {
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model;
    bench.take(paused_at(model, 40));
    test::Seen branch = paused_at(model, 40, 2);
    branch.runs = {{.id = {1}, .step = 40}, {.id = {2, 1, 40}, .step = 40}};
    bench.take(branch);
    bench.click("time.history");
    bench.click("history.compare.1");
    bench->selection().pin_only(one);
    REQUIRE(bench->maps().size() == 2);
    const auto exchanged = ring_layout(*bench->newest()); // each of the two stands where the other one does
    for (TokenId& word : exchanged->words)
        if (word == one || word == other) word = one + other - word;
    bench->take(exchanged, 1);
    bench.frame(80); // the words glide
    const auto place_of = [&](TokenId word) {
        const auto& words = bench.rects().words.at(0);
        const auto found = std::ranges::find(words, word, &UiRects::MapWord::id);
        REQUIRE(found != words.end());
        return ImVec2{found->x, found->y};
    };
    const ImVec2 now = place_of(one), kept = place_of(other);
    REQUIRE(away(now, kept) > 50);
    const auto arrow = bench.corners(with_alpha(bench.theme().good, 0.75F), "panel.Map");
    const auto ring = bench.corners(with_alpha(bench.theme().good, 0.9F), "panel.Map");
    REQUIRE(arrow.size() >= 5);
    REQUIRE_FALSE(ring.empty());
    for (const ImVec2 corner : ring) CHECK(away(corner, kept) < 6); // it begins there
    CHECK(nearest(arrow, kept) < 2);
    CHECK(nearest(arrow, now) < 2);
    const auto tip = std::ranges::min_element(arrow, {}, [&](ImVec2 c) { return away(c, now); });
    CHECK(std::ranges::count_if(arrow, [&](ImVec2 c) { return away(c, now) < 12; }) >
          std::ranges::count_if(arrow, [&](ImVec2 c) { return away(c, kept) < 12; })); // the head
    CHECK(away(*tip, kept) > 50);
}
