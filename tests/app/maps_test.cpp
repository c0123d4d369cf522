// SPDX-License-Identifier: MIT
// Maps side by side: what each has of its own, and what all have of the one at the left.
#include "bench_fixture.hpp"

using namespace wordfield;
using namespace wordfield::app;

TEST_CASE("maps: one beside the other has its own thread, layout, words and half of the room", "[app][gl]") {
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model;
    bench.take(paused_at(model, 60));
    const UiRects::Rect whole = bench.rects().named.at("panel.Map");
    const auto at_the_left = bench->newest_layout();
    const std::size_t curve = bench->history().map_motion.points().size();
    bench.clear();
    bench.click("map.two");
    REQUIRE(bench.sent<MapSettingsChanged>());
    CHECK(bench.sent<MapSettingsChanged>()->map == 1);
    REQUIRE(bench->maps().size() == 2);
    CHECK(bench->maps()[1].newest == nullptr);
    CHECK(bench->maps()[1].settings.beside == at_the_left);

    const auto layout = ring_layout(*bench->newest());
    layout->words.resize(20);
    layout->group.resize(20);
    layout->positions.conservativeResize(20, 3);
    bench->take(layout, 1);
    bench.frame(2);
    CHECK(bench->maps()[1].newest == layout);
    CHECK(bench->newest_layout() == at_the_left);
    CHECK(bench->history().map_motion.points().size() == curve);
    REQUIRE(bench.rects().words.size() == 2);
    CHECK(bench.rects().words[0].size() == 30);
    CHECK(bench.rects().words[1].size() == 20);
    const UiRects::Rect left = bench.rects().named.at("panel.Map"),
                        right = bench.rects().named.at("panel.Second map");
    CHECK(left.x <= whole.x); // the matrix makes room
    CHECK(std::abs(left.width - right.width) <= 2);
    CHECK(right.x == left.x + left.width + 1);
    CHECK(right.x + right.width == whole.x + whole.width);

    bench.clear();
    bench.click("map2.method.PCA");
    REQUIRE(bench.sent<MapSettingsChanged>());
    CHECK(bench.sent<MapSettingsChanged>()->map == 1);
    bench.clear();
    bench.click("map2.close");
    CHECK(bench->maps().size() == 1);
    const auto sent = bench.asked.of<ShellAction>(); // the other one is as wide again as it was
    CHECK(std::ranges::any_of(sent, [](const ShellAction& action) {
        const auto* changed = std::get_if<MapSettingsChanged>(&action);
        return changed != nullptr && changed->map == 1;
    }));
    CHECK(bench.rects().words.size() == 1);
    CHECK(bench->newest_layout() == at_the_left);
}

TEST_CASE("maps: a look that is changed at the left is that of all", "[app][gl]") {
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model;
    bench.take(paused_at(model, 60));
    bench.click("map.two");
    bench->take(ring_layout(*bench->newest()), 1);
    bench.frame(2);
    CHECK(bench->maps()[1].labels);
    bench.press({Key::L});
    CHECK_FALSE(bench->maps()[0].labels);
    CHECK_FALSE(bench->maps()[1].labels);
}
