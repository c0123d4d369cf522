// SPDX-License-Identifier: MIT
// What keys do, what a run or a corpus takes along when it goes, and how the workbench is left.
#include "bench_fixture.hpp"
#include "tests/support/temporary_folder.hpp"

#include <unistd.h>

#include <filesystem>
#include <fstream>

using namespace wordfield;
using namespace wordfield::app;

TEST_CASE("workbench: a file that is read shows how far it is, and can be given up", "[app][gl]") {
    OffscreenBench bench;
    if (!bench) return;
    bench.loading = {.what = "book.txt", .fraction = 0.5F, .busy = true};
    bench.frame(2);
    CHECK(bench.shows("loading.bar"));
    bench.click("loading.cancel");
    CHECK(bench.sent<CancelLoad>());
    bench.loading = {.what = "book.txt", .error = "book.txt: is empty"};
    bench.frame(2);
    bench.click("loading.builtin");
    REQUIRE(bench.sent<OpenFile>());
    CHECK(bench.sent<OpenFile>()->path == "everyday");
    bench.press({Key::Space}); // nothing is there to train
    CHECK(bench.sent<SetRunning>() == nullptr);
}

TEST_CASE("workbench: keys play, step and begin anew", "[app][gl]") {
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model;
    test::Seen now = paused_at(model, 60);
    bench.take(now);
    bench.press({Key::Space});
    REQUIRE(bench.sent<SetRunning>());
    CHECK(bench.sent<SetRunning>()->running);
    now.state = RunState::Running;
    bench.take(now);
    bench.press({Key::Space});
    CHECK_FALSE(bench.sent<SetRunning>()->running);
    bench.press({Key::Period});
    REQUIRE(bench.sent<RunSteps>());
    CHECK(bench.sent<RunSteps>()->count == 1);
    bench.press({Key::R});
    REQUIRE(bench.sent<Restart>());
    CHECK(bench.sent<Restart>()->seed == now.train.seed);
    bench.press({.key = Key::R, .shift = true});
    CHECK(bench.sent<Restart>()->seed == now.train.seed + 1);
}

TEST_CASE("workbench: keys step through the heads, round the corner too", "[app][gl]") {
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model; // 2 layers of 3 heads
    bench.take(paused_at(model, 60));
    for (int i = 0; i < 4; ++i) bench.press({Key::RightBracket});
    CHECK(bench->selection().layer == 1);
    CHECK(bench->selection().head == 1);
    for (int i = 0; i < 5; ++i) bench.press({Key::LeftBracket});
    CHECK(bench->selection().layer == 1);
    CHECK(bench->selection().head == 2);
}

TEST_CASE("workbench: digits show and hide panels, but for the map", "[app][gl]") {
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model;
    bench.take(paused_at(model, 60));
    int keys = 0;
    for (const PanelEntry& entry : panels()) {
        const PanelInfo& info = entry.info;
        if (info.key == 0) continue;
        ++keys;
        INFO(info.name);
        const std::string name = "panel." + std::string{info.name};
        CHECK(bench.shows(name) == info.shown);
        bench.press({.key = Key::Digit, .digit = info.key});
        CHECK(bench.shows(name) == (info.stays || !info.shown));
        bench.press({.key = Key::Digit, .digit = info.key});
        CHECK(bench.shows(name) == info.shown);
    }
    CHECK(keys >= 8);
}

TEST_CASE("workbench: time can be walked through, and playing comes back from it", "[app][gl]") {
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model;
    for (const std::int64_t step : {0, 20, 40, 60}) bench.take(paused_at(model, step));
    CHECK(bench->shown_step() == 60);
    bench.press({Key::Left});
    CHECK(bench->shown_step() == 40);
    CHECK(bench.shows("time.looking_back"));
    bench.click("time.start");
    CHECK(bench->shown_step() == 0);
    bench.press({Key::Right});
    CHECK(bench->shown_step() == 20);
    bench.take(paused_at(model, 80)); // what is looked at stays
    CHECK(bench->shown_step() == 20);
    bench.press({Key::Space});
    CHECK(bench->shown_step() == 80);
    CHECK_FALSE(bench.shows("time.looking_back"));
}

TEST_CASE("workbench: another run begins with empty curves, and the one before comes back whole",
          "[app][gl]") {
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model;
    for (const std::int64_t step : {0, 20, 40}) bench.take(paused_at(model, step, 7));
    bench->selection().pin_only(5);
    test::Seen fresh = paused_at(model, 0, 8);
    fresh.replaced_step = 40;
    fresh.replaced_run = 7;
    bench.take(fresh);
    CHECK(bench->history().run() == 8);
    CHECK(bench->timeline().moments().size() == 1);
    CHECK(bench->selection().is_pinned(5)); // the words are the same
    CHECK(bench.shows("toast"));
    bench.press({.key = Key::Z, .control = true});
    CHECK(bench.sent<UndoRestart>());
    bench.take(paused_at(model, 40, 7));
    CHECK(bench->history().run() == 7);
    CHECK(bench->timeline().moments().size() == 3);
}

TEST_CASE("workbench: another corpus leaves nothing of the words before", "[app][gl]") {
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model, other;
    bench.take(paused_at(model, 40, 1));
    bench->selection().pin_only(29);
    bench.take(paused_at(other, 0, 2)); // a corpus of its own, with the same words by chance
    CHECK(bench->selection().pinned.empty());
    CHECK(bench->timeline().moments().size() == 1);
    CHECK(bench->neighbours().empty());
}

TEST_CASE("workbench: words that were asked for are pinned when their corpus comes", "[app][gl]") {
    OffscreenBench bench;
    if (!bench) return;
    bench->choose_words({"w4", "unicorn", "W9"});
    SmallModel model;
    bench.take(paused_at(model, 0));
    CHECK(bench->selection().pinned == std::vector<TokenId>{4, 9});
    CHECK(bench->question()->row == 9);
    bench.press({Key::Escape});
    CHECK(bench->selection().pinned.empty());
    CHECK(bench->question()->row == std::nullopt);
}

TEST_CASE("workbench: whoever leaves unsaved training is asked, unless they never want to be", "[app][gl]") {
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model;
    test::Seen now = paused_at(model, 60);
    now.unsaved_seconds = 40;
    bench.take(now);
    bench->ask_before_quitting_after(30);
    bench->ask_to_quit();
    bench.frame(2);
    CHECK_FALSE(bench->quit_requested());
    CHECK(bench.shows("quit.discard"));
    bench.press({Key::Escape});
    CHECK_FALSE(bench.shows("quit.discard"));
    CHECK_FALSE(bench->quit_requested());
    bench.press({.key = Key::Q, .control = true});
    bench.click("quit.never");
    bench.click("quit.discard");
    CHECK(bench->quit_requested());
    Settings settings;
    bench->remember(settings);
    CHECK(settings.quit_asks_after == -1);
}

TEST_CASE("workbench: what was saved a moment ago is left without a question", "[app][gl]") {
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model;
    test::Seen now = paused_at(model, 60);
    now.unsaved_seconds = 20;
    bench.take(now);
    bench->ask_before_quitting_after(30);
    bench.press({.key = Key::Q, .control = true});
    CHECK(bench->quit_requested());
    Settings settings;
    bench->remember(settings);
    CHECK(settings.quit_asks_after != -1);
}

TEST_CASE("workbench: saving in order to quit waits for the file, and stays when that fails", "[app][gl]") {
    OffscreenBench bench;
    if (!bench) return;
    const test::TemporaryFolder folder;
    SmallModel model;
    test::Seen now = paused_at(model, 60);
    now.unsaved_seconds = 40;
    bench.take(now);
    bench->ask_before_quitting_after(30);
    bench->ask_to_quit();
    bench.frame(2);
    bench.click("quit.save");
    REQUIRE(bench.shows("file.path"));
    bench.type((folder.path / "run.ckpt").string(), true);
    REQUIRE(bench.sent<SaveCheckpoint>());
    CHECK(bench.sent<SaveCheckpoint>()->path == folder.path / "run.ckpt");
    CHECK(bench.sent<SaveCheckpoint>()->run == 1);
    REQUIRE(bench.sent<SaveCheckpoint>()->history);
    CHECK_FALSE(bench->quit_requested());
    SECTION("saved") {
        now.unsaved_seconds = 0;
        now.notice = "Saved step 60.";
        now.notice_number = 1;
        bench.take(now);
        CHECK(bench->quit_requested());
    }
    SECTION("the disk is full") {
        now.notice = "run.ckpt: could not be written";
        now.notice_number = 1;
        bench.take(now);
        CHECK_FALSE(bench->quit_requested());
    }
}

TEST_CASE("workbench: a file that is there is replaced after a second yes alone", "[app][gl]") {
    OffscreenBench bench;
    if (!bench) return;
    const test::TemporaryFolder folder;
    const auto path = folder.path / "run.ckpt";
    std::ofstream{path} << "old";
    SmallModel model;
    bench.take(paused_at(model, 60));
    bench.press({.key = Key::S, .control = true});
    bench.type(path.string(), true);
    CHECK(bench.sent<SaveCheckpoint>() == nullptr);
    CHECK(bench.shows("file.replace"));
    bench.press({Key::Escape}); // back to the name
    CHECK(bench.shows("file.path"));
    bench.click("file.confirm");
    bench.click("file.replace");
    REQUIRE(bench.sent<SaveCheckpoint>());
    CHECK(bench.sent<SaveCheckpoint>()->path == path);
}

TEST_CASE("workbench: a text is opened as it is to be read", "[app][gl]") {
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model;
    bench.take(paused_at(model, 60));
    bench->read_texts_as({Tokens::Cased, Documents::Paragraphs});
    bench.press({.key = Key::O, .control = true});
    CHECK_FALSE(bench.shows("file.tokens.Code")); // a checkpoint says itself how
    const std::string book =
        (std::filesystem::temp_directory_path() / ("wordfield-book-" + std::to_string(getpid()) + ".txt"))
            .string();
    std::ofstream{book} << "a book";
    bench.type(book);
    bench.click("file.documents.Every line");
    bench.click("file.confirm");
    REQUIRE(bench.sent<OpenFile>());
    CHECK(bench.sent<OpenFile>()->path == book);
    std::filesystem::remove(book);
    REQUIRE(bench.sent<OpenFile>()->rules);
    CHECK(*bench.sent<OpenFile>()->rules == TextRules{Tokens::Cased, Documents::Lines});
}

TEST_CASE("workbench: Esc takes away one thing at a time, the one on top", "[app][gl]") {
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model;
    bench.take(paused_at(model, 60));
    bench->selection().pin_only(4);
    bench.click("attention.cell.2.1");
    CHECK(bench->inside_page() == "Attention cell");
    bench.press({Key::Question});
    bench.press({.key = Key::O, .control = true});
    CHECK(bench.shows("file.path"));
    bench.press({Key::Escape});
    CHECK_FALSE(bench.shows("file.path"));
    bench.press({Key::Escape}); // the shortcuts
    CHECK(bench->inside_page() == "Attention cell");
    bench.press({Key::Escape});
    CHECK(bench->inside_page().empty());
    CHECK(bench->selection().is_pinned(4));
    bench.press({Key::Escape});
    CHECK(bench->selection().pinned.empty());
}

TEST_CASE("workbench: what looks inside stands in place of the panels below the map, and gives way to one "
          "that is asked for",
          "[app][gl]") {
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model;
    bench.take(paused_at(model, 60));
    const UiRects::Rect map = bench.rects().named.at("panel.Map");
    bench.click("next.lineup");
    bench.frame(2);
    CHECK(bench->inside_page() == "Line-up");
    CHECK_FALSE(bench.shows("panel.Attention"));
    CHECK(bench.rects().named.at("inside").y >= map.y + bench.rects().named.at("panel.Map").height);
    bench.click("inside.token.2");
    CHECK(bench->selection().position == 2);
    bench.press({.key = Key::Digit, .digit = info_of(Panel::Attention).key});
    CHECK(bench->inside_page().empty());
    CHECK(bench.shows("panel.Attention"));
}
