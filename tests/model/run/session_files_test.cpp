// SPDX-License-Identifier: MIT
// What a session keeps of its runs, in files and in memory.
#include "tests/support/session.hpp"

#include "model/run/checkpoint.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

#include <algorithm>
#include <filesystem>
#include <string>

using namespace wordfield;
using test::await;
using test::paused;
using test::Seen;
using test::toy_session;

TEST_CASE("session: saves, goes on from a file, and refuses a broken one without harm", "[model]") {
    const test::TemporaryFolder folder;
    const auto path = folder.path / "run.ckpt";
    Session session{toy_session(20)};
    std::uint64_t seen = 0;
    const auto saved = await(session, seen, paused);
    session.post(SaveCheckpoint{path});
    const auto told = await(session, seen, [](const Seen& s) { return s.notice_number == 1; });
    CHECK(told->notice == "Saved step 20 to " + path.string() + ".");
    session.post(RunSteps{5});
    const auto later = await(session, seen, [](const Seen& s) { return paused(s) && s.step == 25; });
    session.post(LoadCheckpoint{path});
    const auto back = await(session, seen, [&](const Seen& s) { return s.run != later->run; });
    CHECK(back->step == 20);
    CHECK(back->embedding->matrix() == saved->embedding->matrix());
    session.post(RunSteps{5});
    CHECK(await(session, seen, [](const Seen& s) {
              return paused(s) && s.step == 25;
          })->embedding->matrix() == later->embedding->matrix());
    std::filesystem::resize_file(path, 100);
    session.post(LoadCheckpoint{path});
    const auto refused = await(session, seen, [](const Seen& s) { return s.notice_number == 3; });
    CHECK(refused->notice.find("cut off or damaged") != std::string::npos);
    CHECK(refused->run == back->run);
    CHECK(refused->embedding->matrix() == later->embedding->matrix());
}

TEST_CASE("session: what is asked to be saved just before the end is in the file", "[model]") {
    const test::TemporaryFolder folder;
    for (int i = 0; i < 20; ++i) { // in the middle of a step, and while paused
        const auto path = folder.path / (std::to_string(i) + ".ckpt");
        {
            Session session{toy_session(i % 2 == 0 ? -1 : 3)};
            std::uint64_t seen = 0;
            await(session, seen, [&](const Seen& s) { return s.step >= 3; });
            session.post(RowEdit{ZeroRow{4}});
            session.post(SaveCheckpoint{path});
            session.post(Restart{9}); // comes after it
        }
        const TrainerState state = load_checkpoint(path);
        CHECK(state.step >= 3);
        if (i % 2 == 0) continue; // further steps may have moved the row
        CHECK(std::all_of(state.parameters.begin() + 4 * 16, state.parameters.begin() + 5 * 16,
                          [](float weight) { return weight == 0.0F; }));
    }
}

TEST_CASE("session: the outcome of a save at the end can be read", "[model]") {
    const test::TemporaryFolder folder;
    Session session{toy_session(-1)};
    session.post(SaveCheckpoint{folder.path / "no" / "such" / "folder.ckpt"});
    session.finish();
    std::uint64_t seen = 0;
    const auto last = session.status().take_newer(seen);
    REQUIRE(last);
    CHECK(last->notice.find("cannot be written") != std::string::npos);
}

TEST_CASE("session: a restart can be undone, bit for bit, and redone", "[model]") {
    Session undisturbed{toy_session(25)};
    std::uint64_t seen = 0;
    const auto goal = await(undisturbed, seen, paused);
    Session session{toy_session(20)};
    seen = 0;
    const auto before = await(session, seen, paused);
    CHECK_FALSE(before->replaced_step);
    session.post(RowEdit{ZeroRow{4}});
    session.post(Restart{6});
    session.post(RunSteps{3});
    const auto other =
        await(session, seen, [&](const Seen& s) { return paused(s) && s.run != before->run && s.step == 3; });
    CHECK(other->replaced_step == 20);
    session.post(UndoRestart{});
    const auto back =
        await(session, seen, [&](const Seen& s) { return s.run == before->run && s.replaced_step; });
    CHECK(back->step == 20);
    CHECK(back->replaced_step == 3);
    CHECK(back->undoable_edits == 1); // by hand, before the restart
    CHECK(back->seconds == before->seconds);
    session.post(UndoRowEdit{});
    session.post(RunSteps{5});
    const auto last = await(session, seen, [](const Seen& s) { return paused(s) && s.step == 25; });
    CHECK(last->embedding->matrix() == goal->embedding->matrix());
    CHECK(last->heldout_loss == goal->heldout_loss);
    session.post(UndoRestart{});
    const auto again = await(session, seen, [&](const Seen& s) { return s.run == other->run; });
    CHECK(again->step == 3);
    CHECK(again->embedding->matrix() == other->embedding->matrix());
}

TEST_CASE("session: it is known how much training no file holds", "[model]") {
    const test::TemporaryFolder folder;
    Session session{toy_session(20)};
    std::uint64_t seen = 0;
    const auto trained = await(session, seen, paused);
    CHECK(trained->unsaved_seconds == trained->seconds);
    session.post(SaveCheckpoint{folder.path / "run.ckpt"});
    const auto saved = await(session, seen, [](const Seen& s) { return s.notice_number == 1; });
    CHECK(saved->unsaved_seconds == 0.0);
    session.post(RunSteps{5});
    const auto later = await(session, seen, [](const Seen& s) { return paused(s) && s.step == 25; });
    CHECK(later->unsaved_seconds > 0.0);
    CHECK(later->unsaved_seconds < later->seconds);
    session.post(LoadCheckpoint{folder.path / "run.ckpt"});
    const auto read = await(session, seen, [&](const Seen& s) { return s.run != saved->run; });
    CHECK(read->unsaved_seconds == 0.0);
    CHECK(read->replaced_step == 25);
}

TEST_CASE("session: a run that goes on from a file brings its curves and its step 0", "[model]") {
    const test::TemporaryFolder folder;
    RunHistory curves{{{"train loss", 0, {{1, 3.0F}, {2, 2.5F}}}}};
    std::uint64_t seen = 0;
    {
        Session session{toy_session(2)};
        const auto last = await(session, seen, paused);
        session.post(
            SaveCheckpoint{folder.path / "two.ckpt", last->run, std::make_shared<const RunHistory>(curves)});
        session.post(SaveCheckpoint{folder.path / "other.ckpt", last->run + 1,
                                    std::make_shared<const RunHistory>(curves)});
    }
    CHECK_FALSE(load_run(folder.path / "other.ckpt").history); // curves of another run
    auto resuming = toy_session(0);
    resuming.resume = std::make_shared<const RunFile>(load_run(folder.path / "two.ckpt"));
    Session session{resuming};
    resuming.resume.reset();
    seen = 0;
    const auto first = session.moments().wait_newer(seen, {});
    CHECK(first->step == 2);
    CHECK(first->reopened);
    REQUIRE(first->earlier);
    CHECK(*first->earlier == curves);
    REQUIRE(first->beginning);
    CHECK(first->beginning->step == 0);
    CHECK(first->beginning->run == first->run);
    CHECK(first->beginning->embedding->matrix() == first->initial_embedding->matrix());
    CHECK(first->beginning->network->trace(std::vector<TokenId>{2, 3, 4}).logits.rows() == 3);
    session.post(Restart{8});
    std::uint64_t seen_status = 0; // another list than that of the moments
    const auto anew = await(session, seen_status, [](const Seen& s) { return s.train.seed == 8; });
    CHECK_FALSE(anew->reopened);
    CHECK_FALSE(anew->earlier);
}
