// SPDX-License-Identifier: MIT
// A session whose runs are kept on disk: what it was left with is there again, branches and earlier steps
// included.
#include "model/history/history_folder.hpp"
#include "model/run/run.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/session.hpp"
#include "tests/support/temporary_folder.hpp"

#include <chrono>
#include <map>
#include <thread>
#include <vector>

using namespace wordfield;
using test::await;
using test::paused;
using test::Seen;

namespace {

SessionOptions kept_session(const std::shared_ptr<HistoryFolder>& history, std::int64_t budget) {
    SessionOptions options = test::toy_session(budget);
    options.archive = history;
    if (const auto there = history->newest())
        options.reopened = std::make_shared<ReopenedRun>(reopen(test::toy_corpus(), *there));
    return options;
}

std::shared_ptr<const Moment> moment_of_step(Session& session, std::uint64_t run, std::int64_t step) {
    const std::uint64_t ticket = session.post(ShowStep{run, step});
    std::uint64_t seen = 0;
    for (int i = 0; i < 30'000; ++i) {
        if (const auto told = session.replays().take_newer(seen);
            told && told->over && told->ticket == ticket)
            return told->moment;
        std::this_thread::sleep_for(std::chrono::milliseconds{1});
    }
    return nullptr;
}

} // namespace

TEST_CASE("a session goes on with the run, the branches and the steps that the one before left",
          "[history]") {
    const test::TemporaryFolder folder;
    std::shared_ptr<const Moment> at20, at40, at80, branch50;
    {
        const auto history = std::make_shared<HistoryFolder>(folder.path);
        Session session{kept_session(history, 20)};
        std::uint64_t seen = 0;
        at20 = await(session, seen, [](const Seen& s) { return paused(s) && s.step == 20; })->moment;
        session.post(RunSteps{20});
        at40 = await(session, seen, [](const Seen& s) { return paused(s) && s.step == 40; })->moment;
        session.post(NameRun{at40->run, "trunk"});
        session.post(FreezeRow{4, true});
        session.post(RunSteps{40});
        at80 = await(session, seen, [](const Seen& s) { return paused(s) && s.step == 80; })->moment;
        session.post(BranchFrom{at40->run, 30, {SetLearningRate{0.002F}}, "branch"});
        (void)await(session, seen, [&](const Seen& s) { return s.run != at40->run; });
        session.post(RunSteps{20});
        branch50 = await(session, seen, [](const Seen& s) { return paused(s) && s.step == 50; })->moment;
        session.finish();
        history->finish();
        CHECK(history->take_notice().empty());
    }
    const auto history = std::make_shared<HistoryFolder>(folder.path);
    Session session{kept_session(history, 0)};
    std::uint64_t seen = 0;
    const auto branch = await(session, seen, paused);
    CHECK(branch->step == 50);
    CHECK(branch->embedding->matrix() == branch50->embedding->matrix());
    REQUIRE(branch->runs.size() == 2);
    CHECK(branch->runs.front().name == "trunk");
    CHECK(branch->runs.front().step == 80);
    CHECK(branch->runs.back().name == "branch");
    CHECK(branch->runs.back().id == RunId{branch->run, branch->runs.front().id.number, 30});
    const std::uint64_t trunk = branch->runs.front().id.number;

    CHECK(moment_of_step(session, branch->run, 40)->step == 40);
    const auto before = moment_of_step(session, branch->run, 20); // the trunk's, which is on the disk alone
    REQUIRE(before);
    CHECK(before->embedding->row(7) == at20->embedding->row(7));
    CHECK(before->run == branch->run);
    session.post(SwitchRun{trunk}); // from the disk
    const auto again = await(session, seen, [&](const Seen& s) { return s.run == trunk; });
    CHECK(again->step == 80);
    CHECK(again->embedding->matrix() == at80->embedding->matrix());
    CHECK(again->is_frozen(4));
    CHECK(again->runs.size() == 2);
    const auto earlier = moment_of_step(session, trunk, 40);
    REQUIRE(earlier);
    CHECK(earlier->embedding->row(7) == at40->embedding->row(7));
    CHECK(earlier->step == 40);

    session.post(DeleteRun{branch->run});
    CHECK(await(session, seen, [](const Seen& s) { return s.runs.size() == 1; })->run == trunk);
    session.finish();
    history->finish();
    CHECK(history->lines(text_key(*test::toy_corpus())).size() == 1);
}

TEST_CASE("a run that is on the disk alone can be deleted, brought back and named", "[history]") {
    const test::TemporaryFolder folder;
    {
        const auto history = std::make_shared<HistoryFolder>(folder.path);
        Session session{kept_session(history, 5)};
        std::uint64_t seen = 0;
        const auto first = await(session, seen, [](const Seen& s) { return paused(s) && s.step == 5; });
        session.post(Restart{9});
        (void)await(session, seen, [&](const Seen& s) { return s.run != first->run; });
    }
    {
        const auto history = std::make_shared<HistoryFolder>(folder.path);
        Session session{kept_session(history, 0)};
        std::uint64_t seen = 0;
        const auto two = await(session, seen, [](const Seen& s) { return s.runs.size() == 2; });
        const std::uint64_t first = two->runs.front().id.number;
        session.post(DeleteRun{first});
        (void)await(session, seen, [](const Seen& s) { return s.runs.size() == 1; });
        session.post(RestoreRun{first});
        session.post(NameRun{first, "kept"});
        (void)await(session, seen, [](const Seen& s) { return s.runs.front().name == "kept"; });
        session.post(DeleteRun{two->run}); // the one that trains
        CHECK(await(session, seen, [](const Seen& s) { return s.notice_number > 0; })->runs.size() == 2);
        session.post(DeleteRun{first});
        (void)await(session, seen, [](const Seen& s) { return s.runs.size() == 1; });
    }
    CHECK(std::filesystem::exists(folder.path / "run-0001"));
    CHECK(HistoryFolder{folder.path}.lines(text_key(*test::toy_corpus())).size() == 1);
    CHECK_FALSE(std::filesystem::exists(folder.path / "run-0001"));
}

TEST_CASE("a session recalls moments at the keyframes of one before it, as they were, and trains meanwhile",
          "[history]") {
    const test::TemporaryFolder folder;
    {
        const auto history = std::make_shared<HistoryFolder>(folder.path);
        Session session{kept_session(history, 300)};
        std::uint64_t seen = 0;
        (void)await(session, seen, [](const Seen& s) { return paused(s) && s.step == 300; });
        session.finish();
        history->finish();
    }
    const auto history = std::make_shared<HistoryFolder>(folder.path);
    Session session{kept_session(history, 0)};
    std::uint64_t seen = 0;
    const std::uint64_t run = await(session, seen, paused)->run;
    session.post(RecallSteps{run, {20, 5000, 150, 150, 299}}); // 5,000 is no step
    std::map<std::int64_t, std::shared_ptr<const Moment>> recalled;
    std::size_t count = 0;
    for (int i = 0; i < 30'000 && !recalled.contains(0); ++i) {
        for (const auto& moment : session.recalled()) recalled[moment->step] = moment, ++count;
        std::this_thread::sleep_for(std::chrono::milliseconds{1});
    }
    const auto whole = moment_of_step(session, run, 150); // everything else is done, too
    REQUIRE(whole);
    CHECK(whole->step == 150);
    for (const auto& moment : session.recalled()) recalled[moment->step] = moment, ++count;
    REQUIRE(recalled.contains(0)); // where other keyframes lie depends on how fast the disk is
    CHECK(count == recalled.size());
    const SessionOptions same = test::toy_session(0);
    Run reference{test::toy_corpus(), same.model, same.train};
    for (const auto& [step, moment] : recalled) {
        CHECK(moment->run == run);
        REQUIRE(step < 300);
        while (reference.step_count() < step) REQUIRE(reference.step());
        CHECK(moment->embedding->matrix() == reference.moment().embedding->matrix());
    }
}
