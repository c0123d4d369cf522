// SPDX-License-Identifier: MIT
// A run that was kept on disk goes on as if it had never stopped, and any of its steps can be made again.
#include "model/history/history_folder.hpp"

#include "model/core/error.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/file_faults.hpp"
#include "tests/support/kept_life.hpp"
#include "tests/support/temporary_folder.hpp"

#include <fstream>

using namespace wordfield;
namespace fs = std::filesystem;
using Catch::Matchers::Contains;

namespace {

bool goes_on(std::int64_t) {
    return true;
}

// As after a crash: what stands on the disk, and nothing of how the process ends.
void live_and_vanish(const fs::path& folder, std::int64_t end) {
    HistoryFolder history{folder};
    test::live_on(*test::kept_run(history), end);
}

void live_and_end(const fs::path& folder, std::int64_t end) {
    HistoryFolder history{folder};
    const auto run = test::kept_run(history);
    for (std::int64_t tick = 100; tick < end; tick += 100) {
        if (tick <= run->ticks()) continue;
        test::live_on(*run, tick);
        run->archive_now(); // however slow the disk is
    }
    test::live_on(*run, end);
    run->archive_now();
}

std::string sentence_of(const fs::path& folder) {
    try {
        const HistoryFolder history{folder};
        return {};
    } catch (const Error& error) {
        return error.what();
    }
}

} // namespace

TEST_CASE("a run that is reopened is the run that never stopped, bit for bit", "[history]") {
    const test::TemporaryFolder folder;
    live_and_vanish(folder.path, 138); // it went back to step 100 a moment ago
    live_and_vanish(folder.path, 250);
    live_and_end(folder.path, 333);
    HistoryFolder history{folder.path};
    std::int64_t made_again = -1;
    const auto run = test::kept_run(history, &made_again);
    CHECK(made_again == 0); // the end was a clean one
    CHECK(run->ticks() == 333);
    test::live_on(*run, 400);
    CHECK(run->trainer().state() == test::whole_life(400));
    CHECK(run->step_count() < 400);
}

TEST_CASE("every step of a reopened run is within reach", "[history]") {
    const test::TemporaryFolder folder;
    live_and_end(folder.path, 310);
    HistoryFolder history{folder.path};
    const auto run = test::kept_run(history);
    Run never_stopped{test::toy_corpus(), test::kept_model, test::kept_training};
    for (const std::int64_t tick : {0, 60, 129, 200, 310}) {
        test::live_on(never_stopped, tick);
        const auto way = run->way_to(never_stopped.step_count());
        REQUIRE(way);
        INFO("tick " << tick << ", from " << way->from_tick);
        CHECK(way->from_tick > tick - 100);
        if (way->tick != tick) continue; // training came by again
        const auto frame = way->from ? way->from : way->load();
        CHECK(replay(way->corpus, *frame, way->asked, tick, goes_on)->state() ==
              never_stopped.trainer().state());
    }
    CHECK_FALSE(run->way_to(run->step_count() + 1));
    REQUIRE(run->earlier());
    CHECK(run->earlier()->curves.front().points.size() >= 3);
}

TEST_CASE("what is found in a folder is said in a sentence", "[history]") {
    const test::TemporaryFolder folder;
    live_and_vanish(folder.path, 151);
    {
        HistoryFolder history{folder.path};
        const ReopenedRun run = reopen(test::toy_corpus(), *history.newest());
        CHECK(run.run.ticks == 150); // of the last step nothing was told yet
        CHECK(history.found(run) ==
              "history: 1 run, at step 119 of toy, seed 5; the last 50 steps were not on "
              "disk and are made again");
    }
    std::ofstream{folder.path / "run-0001" / "journal", std::ios::app} << "torn";
    HistoryFolder history{folder.path};
    CHECK_THAT(history.found(reopen(test::toy_corpus(), *history.newest())),
               Contains("a record that was being written in") && Contains("is cut off"));
}

TEST_CASE("a folder that is no history's, or in use, is refused and left alone", "[history]") {
    const test::TemporaryFolder folder;
    std::ofstream{folder.path / "letter.txt"} << "dear";
    CHECK_THAT(sentence_of(folder.path), Contains("holds other things and no history"));
    CHECK_THAT(sentence_of(folder.path / "letter.txt"), Contains("is no folder"));
    CHECK_THAT(sentence_of(folder.path / "no" / "such"), Contains("make its folder first"));
    CHECK(test::files_in(folder.path) == 1);
    const fs::path kept = folder.path / "kept";
    {
        const HistoryFolder history{kept};
        CHECK_THAT(sentence_of(kept), Contains("is in use by another wordfield"));
    }
    CHECK(sentence_of(kept).empty());
    std::ofstream{kept / "history"} << "wordfield history 2\n";
    CHECK_THAT(sentence_of(kept), Contains("version 1"));
}

TEST_CASE("another text than the history's is refused", "[history]") {
    const test::TemporaryFolder folder;
    live_and_end(folder.path, 10);
    HistoryFolder history{folder.path};
    CHECK_THROWS_WITH(reopen(test::toy_corpus(30, 4001), *history.newest()),
                      Contains("is not the text that this history's run learned from"));
}

TEST_CASE("keyframes of a folder stay within their bytes, the first and the last of each run", "[history]") {
    const test::TemporaryFolder folder;
    std::uint64_t each = 0;
    {
        HistoryFolder history{folder.path};
        const auto run = test::kept_run(history);
        test::live_on(*run, 50);
        run->archive_now();
        history.finish();
        each = history.kept_bytes(); // of the last one, nearly: at the beginning all moments are zero
    }
    HistoryFolder history{folder.path, {.bytes = 5 * each}};
    const auto run = test::kept_run(history);
    for (int tick = 100; tick <= 1300; tick += 100) {
        test::live_on(*run, tick);
        run->archive_now(); // however slow the disk is
    }
    history.finish();
    CHECK(history.kept_bytes() <= 5 * each);
    CHECK(run->archive()->before(1)->tick == 0);
    CHECK(run->archive()->before(5000)->tick == 1300);
    CHECK(run->archive()->before(1299)->tick > 0);
}

TEST_CASE("a keyframe that is damaged or gone gives way to an earlier one", "[history]") {
    const test::TemporaryFolder folder;
    live_and_end(folder.path, 250);
    const fs::path run = folder.path / "run-0001";
    fs::resize_file(run / keyframe_name(200, 7), 1000);
    {
        std::fstream file{run / keyframe_name(250, 9), std::ios::in | std::ios::out | std::ios::binary};
        file.seekp(500);
        file << "damage";
    }
    HistoryFolder history{folder.path};
    const ReopenedRun again = reopen(test::toy_corpus(), *history.newest());
    CHECK(again.made_again == 150);
    CHECK(again.trainer->state() == test::whole_life(250));
}

TEST_CASE("a journal that is damaged in its middle goes on from there, and nothing is thrown away",
          "[history]") {
    const test::TemporaryFolder folder;
    live_and_end(folder.path,
                 60); // so that its first keyframes stand in the journal's first half, however slow the disk
    live_and_end(folder.path, 250);
    const fs::path run = folder.path / "run-0001";
    const auto size = fs::file_size(run / "journal");
    {
        std::fstream file{run / "journal", std::ios::in | std::ios::out | std::ios::binary};
        file.seekp(static_cast<std::streamoff>(size * 3 / 4));
        file << "!!!!";
    }
    HistoryFolder history{folder.path};
    const auto there = history.newest();
    REQUIRE(there);
    CHECK(there->ticks < 250);
    CHECK_THAT(history.found(reopen(test::toy_corpus(), *there)), Contains("is damaged at byte"));
    CHECK(fs::exists(run / "journal.cut"));
    CHECK(fs::exists(run / keyframe_name(250, 9)));
}

TEST_CASE("branches name their parents, and the run that trained last is the newest", "[history]") {
    const test::TemporaryFolder folder;
    {
        HistoryFolder history{folder.path};
        const auto trunk = test::kept_run(history);
        test::live_on(*trunk, 120);
        trunk->archive_now();
        Run branch{test::toy_corpus(), *trunk, *trunk->keyframes().before(50), 50};
        branch.name = "other";
        branch.keep_in(history.begin(branch.id(), branch.name, branch.step_count(), *test::toy_corpus()));
        branch.archive()->entered();
        branch.archive_now();
        trunk->archive()->entered();
        trunk->archive_now();
    }
    const HistoryFolder history{folder.path};
    const auto lines = history.lines(text_key(*test::toy_corpus()));
    REQUIRE(lines.size() == 2);
    CHECK(lines[1].name == "other");
    CHECK(lines[1].id.parent == lines[0].id.number);
    CHECK(lines[1].id.from_step == 50);
    CHECK(history.newest()->id.number == lines[0].id.number);
    CHECK(history.lines("another text").empty());
    CHECK(reopen(test::toy_corpus(), *history.find(lines[1].id.number)).trainer->state() ==
          test::whole_life(50));
}

TEST_CASE("a folder that may hold few runs forgets those that have not trained for longest", "[history]") {
    const test::TemporaryFolder folder;
    std::vector<fs::path> places;
    for (int i = 0; i < 4; ++i) {
        HistoryFolder history{folder.path};
        const auto run =
            i == 3 ? test::kept_run(history) : test::new_run(history); // the last one goes on once more
        test::live_on(*run, run->ticks() + 5);
        run->archive_now();
        places.push_back(history.folder_of(run->id().number));
        history.finish();
        std::ofstream{places.back() / "view.json"} << "{}";
    }
    REQUIRE(places[3] == places[2]);
    HistoryFolder history{folder.path, {.runs = 2}};
    CHECK_FALSE(fs::exists(places[0]));
    CHECK(fs::exists(places[1]));
    CHECK(fs::exists(places[2] / "view.json"));
    CHECK(history.newest()->ticks == 10);
    CHECK(history.folder_of(12345).empty());
}

TEST_CASE("keyframes that would come too soon after each other are left out, but for the last", "[history]") {
    const test::TemporaryFolder folder;
    HistoryFolder history{folder.path, {.between = std::chrono::hours{1}}};
    const auto run = test::kept_run(history);
    test::live_on(*run, 350);
    run->archive_now();
    const auto branch = test::new_run(history); // without its first one no step of it could be made again
    test::live_on(*branch, 20);
    history.finish();
    CHECK(branch->archive()->before(19)->tick == 0);
    CHECK(run->archive()->before(349)->tick == 0);
    CHECK(run->archive()->before(350)->tick == 350);
}
