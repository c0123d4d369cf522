// SPDX-License-Identifier: MIT
// "Compare seeds …" in the whole workbench, and what its tables say.
#include "app/workbench/seeds_tables.hpp"

#include "app/workbench/seeds_dialog.hpp"
#include "tests/app/bench_fixture.hpp"

#include <chrono>
#include <thread>

using namespace wordfield;
using namespace wordfield::app;

namespace {

/// The fewest steps that the slider has.
void begin_study(OffscreenBench& bench) {
    bench.click("control.file");
    bench.click("file.Compare seeds …");
    bench.click("seeds.count", false, 0.0F);
    bench.click("seeds.steps", false, 0.0F);
    bench.click("seeds.start");
}

bool comes(OffscreenBench& bench, const std::string& name) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{60};
    while (!bench.shows(name) && std::chrono::steady_clock::now() < end) {
        std::this_thread::sleep_for(std::chrono::milliseconds{5});
        bench.frame();
    }
    return bench.shows(name);
}

} // namespace

TEST_CASE("seeds are compared beside the training, and the comparison stays when it is closed",
          "[app][opengl]") {
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model;
    bench.take(paused_at(model, 60));
    begin_study(bench);
    REQUIRE(comes(bench, "seeds.row.w9"));
    bench.click("seeds.row.w9");
    CHECK(bench->selection().pinned == std::vector<TokenId>{9});
    bench.click("seeds.tab.Heads");
    bench.click("seeds.row.layer 2, head 3");
    CHECK(bench->selection().layer == 1);
    CHECK(bench->selection().head == 2);
    bench.press({.key = Key::Escape});
    CHECK_FALSE(bench.shows("seeds"));
    CHECK(bench->selection().pinned.size() == 1); // it alone was on top
    bench.click("control.file");
    bench.click("file.Compare seeds …");
    CHECK(bench.shows("seeds.row.layer 2, head 3"));
    bench->forget_words();
    bench.take(paused_at(model, 60, 2));
    bench.click("control.file");
    bench.click("file.Compare seeds …");
    CHECK(bench.shows("seeds.start"));
}

TEST_CASE("a study of seeds that is cancelled says so and asks again", "[app][opengl]") {
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model;
    bench.take(paused_at(model, 60));
    bench.click("control.file");
    bench.click("file.Compare seeds …");
    bench.click("seeds.count", false, 0.99F);
    bench.click("seeds.steps", false, 1.0F);
    bench.click("seeds.start");
    REQUIRE(comes(bench, "seeds.progress"));
    bench.click("seeds.cancel");
    CHECK(comes(bench, "seeds.start"));
}

TEST_CASE("any number of seeds from 2 to 20 can be asked for", "[app][opengl]") {
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model{1};
    bench.take(paused_at(model, 1));
    bench.click("control.file");
    bench.click("file.Compare seeds …");
    CHECK(bench.shows("seeds.chosen.5"));
    bench.click("seeds.count", false, 0.0F);
    CHECK(bench.shows("seeds.chosen.2"));
    bench.click("seeds.count", false, 0.99F);
    CHECK(bench.shows("seeds.chosen.20"));
    bench.click("seeds.count", true); // Ctrl: a field
    bench.type("7", true);
    CHECK(bench.shows("seeds.chosen.7"));
    bench.click("seeds.count", true);
    bench.type("21", true); // which there is no room for
    CHECK(bench.shows("seeds.chosen.7"));
}

TEST_CASE("how long a study takes is said in a unit that fits", "[app]") {
    CHECK(about_how_long(0.2) == "about 1 s");
    CHECK(about_how_long(80) == "about 80 s");
    CHECK(about_how_long(600) == "about 10 min");
    CHECK(about_how_long(9000) == "about 2.5 hours");
}

TEST_CASE("which neighbours of a word come every time, most times, or by luck", "[app]") {
    Vocabulary vocabulary;
    for (const char* word : {"king", "queen", "prince", "chair"}) vocabulary.add(word, 1);
    const WordOverSeeds word{.word = 2, .shared = {}, .neighbours = {{3, 4}, {4, 3}, {5, 2}}};
    CHECK(neighbours_of_seeds(word, 4, 4, false, vocabulary) == "queen");
    CHECK(neighbours_of_seeds(word, 3, 3, true, vocabulary) == "prince (3)");
    CHECK(neighbours_of_seeds(word, 1, 2, true, vocabulary) == "chair (2)");
    SeedComparison seeds{.asked = 5, .seeds = {1, 2, 4}, .left_out = {"seed 3 diverged"}, .steps = 1500};
    seeds.neighbours = 10;
    seeds.shared = {0.43, 0.02, 3};
    seeds.chance = 0.017;
    const std::vector<std::string> lines = seeds_summary(seeds);
    REQUIRE(lines.size() == 4);
    CHECK(lines[0].find("seeds 1, 2, 4 · 1,500 steps") != std::string::npos);
    CHECK(lines[1].starts_with("Two seeds share 4.3 ± 0.2 of a word's 10 nearest words (chance 0.2)."));
    CHECK(lines[3] == "Stopped after 4 of 5 seeds.");
    seeds.shared.count = 1; // a single pair has no spread
    CHECK(seeds_summary(seeds)[1].starts_with("Two seeds share 4.3 of a word's 10"));
}
