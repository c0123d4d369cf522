// SPDX-License-Identifier: MIT
// Time as a person meets it: the bar, any step by its number, playing, branches, runs, memory.
#include "bench_fixture.hpp"

#include "tests/support/catch.hpp"

#include <cstring>

using namespace wordfield;
using namespace wordfield::app;

namespace {

constexpr KeyPress play_key{.key = Key::P}, key_end{.key = Key::End}, key_left{.key = Key::Left},
    shift_left{.key = Key::Left, .shift = true}, branch_key{.key = Key::B, .control = true},
    take_back_key{.key = Key::Z, .control = true}, escape_key{.key = Key::Escape};

test::Seen run_at(SmallModel& model, std::int64_t step) {
    test::Seen seen = paused_at(model, step);
    seen.runs = {{.id = {seen.run}, .name = "", .step = step, .heldout_loss = 2.5F}};
    return seen;
}

/// Kept steps 0, 20, ... 100, and paused there.
struct Hundred {
    OffscreenBench bench;
    SmallModel model;
    Hundred() {
        if (bench)
            for (std::int64_t step = 0; step <= 100; step += 20) bench.take(run_at(model, step));
    }
    std::shared_ptr<Replay> replay(std::int64_t step, std::int64_t done, std::int64_t total) {
        auto told = std::make_shared<Replay>();
        told->run = bench->newest()->run;
        told->step = step;
        told->done = done;
        told->total = total;
        return told;
    }
};

} // namespace

TEST_CASE("time panel: the bar goes to kept steps, arrows from one to the next, End back",
          "[app][gl][time]") {
    Hundred h;
    if (!h.bench) return;
    h.bench.click("time.scrub", false, 0.41F);
    CHECK(h.bench->shown_step() == 40);
    CHECK(h.bench.shows("time.looking_back"));
    h.bench.press(key_left);
    CHECK(h.bench->shown_step() == 20);
    h.bench.press(key_end);
    CHECK(h.bench->shown_step() == 100);
    CHECK_FALSE(h.bench.shows("time.looking_back"));
    h.bench.click("time.start");
    CHECK(h.bench->shown_step() == 0);
    ImGui::GetIO().MousePos = {h.bench.rects().named.at("time.scrub").x + 99,
                               h.bench.rects().named.at("time.scrub").y + 20};
    h.bench.frame(2);
    h.bench.press(key_end);
    h.bench.press({.key = Key::Home}); // over the bar
    CHECK(h.bench->shown_step() == 0);
}

TEST_CASE("time panel: a step that was not kept is made again, shown, and left again", "[app][gl][time]") {
    Hundred h;
    if (!h.bench) return;
    h.bench.click("time.history");
    h.bench.click("history.step");
    h.bench.type("37", true);
    const ShowStep* const asked = h.bench.sent<ShowStep>();
    REQUIRE(asked);
    CHECK(asked->step == 37);
    CHECK(asked->run == h.bench->newest()->run);
    h.bench.press(escape_key);
    h.bench->take(h.replay(37, 5, 17));
    h.bench.frame(2);
    CHECK(h.bench.shows("time.replaying"));
    CHECK_FALSE(h.bench.shows("time.scrub"));
    const auto done = h.replay(37, 17, 17);
    done->over = true;
    done->moment = status_of(run_at(h.model, 37))->moment;
    h.bench->take(done);
    h.bench.frame(3);
    CHECK(h.bench->shown_step() == 37);
    CHECK(h.bench.shows("time.looking_back"));
    h.bench.clear();
    h.bench.press(shift_left);
    CHECK(h.bench.sent<ShowStep>()->step == 36);
    h.bench.press(shift_left); // before that has come
    CHECK(h.bench.sent<ShowStep>()->step == 35);
    h.bench->take(h.replay(35, 3, 15));
    h.bench.press(key_end);
    CHECK(h.bench.sent<CancelReplay>());
    const auto late = h.replay(35, 17, 17);
    late->over = true;
    late->moment = status_of(run_at(h.model, 35))->moment;
    h.bench->take(late);
    h.bench.frame(3);
    CHECK(h.bench->shown_step() == 100); // nobody waits for it any more
}

TEST_CASE("time panel: a kept step is shown at once, and a replay can be given up", "[app][gl][time]") {
    Hundred h;
    if (!h.bench) return;
    h.bench.click("time.history");
    h.bench.click("history.step");
    h.bench.type("60", true);
    CHECK_FALSE(h.bench.sent<ShowStep>());
    CHECK(h.bench->shown_step() == 60);
    h.bench.press(escape_key);
    const auto of_another = h.replay(33, 1, 30);
    of_another->run += 7;
    h.bench->take(of_another);
    h.bench.frame(2);
    CHECK_FALSE(h.bench.shows("time.replaying"));
    h.bench->take(h.replay(33, 1, 30));
    h.bench.frame(2);
    h.bench.click("time.cancel");
    CHECK(h.bench.sent<CancelReplay>());
    h.bench.clear();
    h.bench.press(escape_key);
    CHECK(h.bench.sent<CancelReplay>());
}

TEST_CASE("time panel: kept steps are played to the end, and a drag ends that", "[app][gl][time]") {
    Hundred h;
    if (!h.bench) return;
    h.bench.press(play_key); // ten seconds for the whole run
    h.bench.frame(30);       // one and a half
    CHECK(h.bench->shown_step() == 20);
    CHECK(h.bench->animating());
    h.bench.frame(180);
    CHECK(h.bench->shown_step() == 100);
    h.bench.frame(120);
    h.bench.press(play_key);
    h.bench.frame(30);
    h.bench.click("time.scrub", false, 0.8F);
    h.bench.frame(60);
    CHECK(h.bench->shown_step() == 80);
    h.bench.press(play_key);
    h.bench.press(escape_key);
    const std::int64_t stopped = h.bench->shown_step();
    h.bench.frame(60);
    CHECK(h.bench->shown_step() == stopped);
}

TEST_CASE("time panel: a branch says from where, what is different and how it is called", "[app][gl][time]") {
    Hundred h;
    if (!h.bench) return;
    h.bench->selection().pin_only(5);
    h.bench.click("time.scrub", false, 0.41F);
    h.bench.press(branch_key);
    REQUIRE(h.bench.shows("branch"));
    h.bench.click("branch.rate.half");
    h.bench.click("branch.batches");
    h.bench.click("branch.freeze");
    h.bench.click("branch.ablate");
    h.bench.click("branch.begin");
    CHECK_FALSE(h.bench.shows("branch"));
    const BranchFrom* const asked = h.bench.sent<BranchFrom>();
    REQUIRE(asked);
    CHECK(asked->step == 40);
    CHECK(asked->run == h.bench->newest()->run);
    REQUIRE(asked->changes.size() == 4);
    CHECK(std::get<SetLearningRate>(asked->changes[0]).rate == h.bench->newest()->train.learning_rate * 0.5F);
    CHECK(std::holds_alternative<Reseed>(asked->changes[1]));
    CHECK(std::get<FreezeRow>(asked->changes[2]).row == 5);
    CHECK(std::get<AblateHead>(asked->changes[3]).ablated);
    CHECK(asked->name.find("frozen") != std::string::npos);
    REQUIRE(asked->history);
    for (const HistoryCurve& curve : asked->history->curves)
        for (const HistoryPoint& point : curve.points) CHECK(point.step <= 40);
    h.bench.clear();
    h.bench.press(branch_key); // with nothing changed, and a name
    h.bench.click("branch.name");
    h.bench.type("again", true);
    REQUIRE(h.bench.sent<BranchFrom>());
    CHECK(h.bench.sent<BranchFrom>()->changes.empty());
    CHECK(h.bench.sent<BranchFrom>()->name == "again");
    h.bench.clear();
    h.bench.press(branch_key);
    h.bench.press(escape_key);
    CHECK_FALSE(h.bench.shows("branch"));
    CHECK_FALSE(h.bench.sent<BranchFrom>());
}

TEST_CASE("time panel: runs stand as a tree; a click switches, deletes, names, compares", "[app][gl][time]") {
    Hundred h;
    if (!h.bench) return;
    const std::uint64_t run = h.bench->newest()->run;
    test::Seen branch = paused_at(h.model, 40, run + 1);
    branch.runs = {{.id = {run}, .name = "", .step = 100, .heldout_loss = 2.4F},
                   {.id = {run + 1, run, 40}, .name = "other batches", .step = 40, .heldout_loss = 2.6F}};
    branch.replaced_step = 100;
    branch.replaced_run = run;
    h.bench.take(branch);
    h.bench.click("time.history");
    const std::string old = std::to_string(run), now = std::to_string(run + 1);
    const auto rect = [&](const std::string& name) { return h.bench.rects().named.at(name); };
    CHECK(rect("history.run." + now).x > rect("history.run." + old).x); // below it, farther in
    CHECK(rect("history.run." + now).y > rect("history.run." + old).y);
    CHECK_FALSE(h.bench.shows("history.delete." + now)); // the one that trains
    h.bench.click("history.delete." + old);
    REQUIRE(h.bench.sent<DeleteRun>());
    CHECK(h.bench.sent<DeleteRun>()->run == run);
    h.bench.press(take_back_key);
    REQUIRE(h.bench.sent<RestoreRun>());
    CHECK(h.bench.sent<RestoreRun>()->run == run);
    if (!h.bench.shows("history.menu")) h.bench.click("time.history");
    h.bench.click("history.rename." + old);
    h.bench.type("trunk", true);
    REQUIRE(h.bench.sent<NameRun>());
    CHECK(h.bench.sent<NameRun>()->run == run);
    CHECK(h.bench.sent<NameRun>()->name == "trunk");
    if (!h.bench.shows("history.menu")) h.bench.click("time.history");
    h.bench.click("history.compare." + old);
    CHECK(h.bench->maps().size() == 2);
    CHECK(h.bench.sent<MapSettingsChanged>());
    if (!h.bench.shows("history.menu")) h.bench.click("time.history");
    h.bench.click("history.run." + old);
    REQUIRE(h.bench.sent<SwitchRun>());
    CHECK(h.bench.sent<SwitchRun>()->run == run);
    h.bench.take(run_at(h.model, 100)); // it is back, with all that was kept of it
    CHECK(h.bench->timeline().moments().size() == 6);
    CHECK(h.bench->history().train_loss.points().size() == 5);
}

TEST_CASE("time panel: a branch reaches back to step 0, through the run that it came from",
          "[app][gl][time]") {
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model{2};
    std::vector<Moment> trunk;
    for (std::int64_t step = 0; step <= 100; step += 20) {
        bench.take(run_at(model, step));
        trunk.push_back(*bench->newest());
        model.trainer.step();
    }
    const std::uint64_t run = trunk.front().run;
    test::Seen branch = paused_at(model, 50, run + 1);
    branch.runs = {{.id = {run}, .step = 100}, {.id = {run + 1, run, 50}, .step = 50}};
    bench.take(branch);
    const auto kept_steps = [&] {
        std::vector<std::int64_t> steps;
        for (const auto& kept : bench->timeline().moments()) steps.push_back(kept.moment->step);
        return steps;
    };
    CHECK(kept_steps() == std::vector<std::int64_t>{0, 20, 40, 50}); // nothing of the parent's own way
    bench.click("time.scrub", false, 0.42F);                         // of fifty steps
    CHECK(bench->shown_step() == 20);
    CHECK(bench->shown().moment->embedding->matrix() == trunk[1].embedding->matrix());
    REQUIRE(bench->shown().layout);
    CHECK(bench->shown().layout->step == 20);
    CHECK(bench.shows("time.looking_back"));
    bench.press(key_left);
    CHECK(bench->shown_step() == 0);
    CHECK(bench->shown().moment->embedding->matrix() == trunk[0].embedding->matrix());
    bench.click("time.history");
    bench.click("history.step");
    bench.type("33", true); // that nobody kept: the session knows whose it is
    REQUIRE(bench.sent<ShowStep>());
    CHECK(bench.sent<ShowStep>()->run == run + 1);
    CHECK(bench.sent<ShowStep>()->step == 33);
    test::Seen next = paused_at(model, 45, run + 2); // a branch of the branch, at a step before that began
    next.runs = {{.id = {run}, .step = 100}, {.id = {run + 2, run, 45}, .step = 45}};
    bench.take(next);
    CHECK(kept_steps() == std::vector<std::int64_t>{0, 20, 40, 45});
}

TEST_CASE("time panel: memory for history is shown and can be changed", "[app][gl][time]") {
    Hundred h;
    if (!h.bench) return;
    const std::size_t before = h.bench->keyframe_bytes();
    h.bench.click("time.history");
    h.bench.click("history.memory", false, 0.0F);
    REQUIRE(h.bench.sent<SetKeyframeBytes>());
    CHECK(h.bench.sent<SetKeyframeBytes>()->bytes < before);
    CHECK(h.bench->keyframe_bytes() == h.bench.sent<SetKeyframeBytes>()->bytes);
    CHECK(h.bench->keyframe_bytes() == least_history_bytes / 8 * 3);
    Settings settings;
    h.bench->remember(settings);
    CHECK(settings.history_bytes == least_history_bytes);
}
