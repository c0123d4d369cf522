// SPDX-License-Identifier: MIT
// Keys that come between a model and the first answer about it.
#include "bench_fixture.hpp"

#include "app/desk/key_bindings.hpp"
#include "tests/support/catch.hpp"

using namespace wordfield;
using namespace wordfield::app;

TEST_CASE("every key may be pressed before the first answer about a model is there", "[app][keys][gl]") {
    SmallModel model;
    for (const Shortcut& shortcut : shortcuts())
        for (const KeyBinding& binding : shortcut.bindings) {
            INFO(shortcut.line.keys);
            OffscreenBench bench;
            if (!bench) return;
            bench->take(test::status_of(paused_at(model, 60)));
            REQUIRE(bench->shown_step() < 0); // nothing of it is on the screen yet
            bench.press(binding.press);
            CHECK(bench->shown_step() == 60);
        }
}

TEST_CASE("Space pauses a model that has only just come", "[app][keys][gl]") {
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model;
    auto running = paused_at(model, 60);
    running.state = RunState::Running;
    bench->take(test::status_of(running));
    bench.press({.key = Key::Space});
    REQUIRE(bench.asked.find<SetRunning>() != nullptr);
    CHECK_FALSE(bench.asked.find<SetRunning>()->running);
}
