// SPDX-License-Identifier: MIT
#include "model/train/session.hpp"

#include "model/core/error.hpp"
#include "model/train/checkpoint.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/toy_corpus.hpp"

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <utility>

using namespace wordfield;

namespace {

SessionOptions options(std::int64_t budget) {
    return {.corpus = test::toy_corpus(),
            .model = {.dim = 16, .layers = 1, .heads = 2, .context = 8},
            .train = {.batch = 4, .warmup = 2, .horizon = 50, .seed = 5, .threads = 2},
            .prompt = {2, 3, 4},
            .step_budget = budget,
            .on_news = {}};
}

// The next snapshot for which `wanted` holds; every test ends if none ever comes, by the runner's time limit.
template <class Wanted>
std::shared_ptr<const Snapshot> await(const Session& session, std::uint64_t& seen, Wanted wanted) {
    for (;;) {
        auto snapshot = session.snapshots().wait_newer(seen, {});
        if (wanted(*snapshot)) return snapshot;
    }
}

const auto paused = [](const Snapshot& s) { return s.state == RunState::Paused; };

} // namespace

TEST_CASE("session: trains its budget, then pauses with a snapshot of the last step", "[model]") {
    std::atomic<int> news = 0;
    auto o = options(70);
    o.on_news = [&] { ++news; };
    Session session{o};
    std::uint64_t seen = 0;
    const auto last = await(session, seen, paused);
    CHECK(last->step == 70);
    CHECK(last->heldout_step == 70);
    CHECK(last->seconds > 0.0);
    CHECK(last->tokens_per_second > 0.0);
    CHECK(last->probe.tokens == std::vector<TokenId>{2, 3, 4});
    CHECK(news >= 1);
    session.post(RunSteps{1});
    CHECK(await(session, seen, paused)->step == 71);
}

TEST_CASE("session: a budget of zero shows the noise and waits", "[model]") {
    Session session{options(0)};
    std::uint64_t seen = 0;
    const auto first = await(session, seen, paused);
    CHECK(first->step == 0);
    CHECK(*first->embedding == *first->initial_embedding);
    CHECK(first->heldout_step == 0);
}

TEST_CASE("session: a prompt is answered by number, also when paused", "[model]") {
    Session session{options(0)};
    std::uint64_t seen = 0;
    await(session, seen, paused);
    session.post(SetPrompt{42, {5, 6}});
    const auto answer = await(session, seen, [](const Snapshot& s) { return s.probe.request == 42; });
    CHECK(answer->probe.tokens == std::vector<TokenId>{5, 6});
    CHECK(answer->probe.logits.rows() == 2);
}

TEST_CASE("session: a second sentence and a watched row are answered as long as they are wanted", "[model]") {
    auto o = options(5);
    o.train.batch = 40; // some of its windows have the word in them
    Session session{o};
    std::uint64_t seen = 0;
    const auto before = await(session, seen, paused);
    CHECK(before->comparison.tokens.empty());
    CHECK(before->head_stats.size() == 2);
    session.post(SetComparison{{7, 8}});
    session.post(WatchRow{3});
    const auto both = await(session, seen, [](const Snapshot& s) { return s.watched_row.has_value(); });
    CHECK(both->comparison.tokens == std::vector<TokenId>{7, 8});
    CHECK(both->pulling.size() > 0);
    session.post(SetComparison{{}});
    session.post(WatchRow{std::nullopt});
    const auto after = await(session, seen, [](const Snapshot& s) { return !s.watched_row.has_value(); });
    CHECK(after->comparison.tokens.empty());
    CHECK(after->pulling.empty());
    session.post(WatchRow{30});
    const auto told = await(session, seen, [](const Snapshot& s) { return s.notice_number == 1; });
    CHECK(told->notice == "row 30: is not in the table (choose a word of the vocabulary)");
}

TEST_CASE("session: restart shows step 0 of a new run; the same seed gives the same run", "[model]") {
    Session session{options(30)};
    std::uint64_t seen = 0;
    const auto before = await(session, seen, paused);
    session.post(Restart{5});
    const auto fresh = await(session, seen, [&](const Snapshot& s) { return s.run != before->run; });
    CHECK(fresh->step == 0);
    session.post(RunSteps{30});
    const auto again = await(session, seen, [](const Snapshot& s) { return paused(s) && s.step == 30; });
    CHECK(*again->embedding == *before->embedding);
    CHECK(again->train_loss == before->train_loss);
    session.post(Restart{6});
    const auto other =
        await(session, seen, [&](const Snapshot& s) { return s.run != before->run && s.run != fresh->run; });
    CHECK(*other->embedding != *fresh->embedding);
}

TEST_CASE("session: no two runs have one number, and every snapshot knows the one its run began with",
          "[model]") {
    Session one{options(10)};
    Session other{options(10)};
    std::uint64_t seen = 0, seen_other = 0;
    const auto mine = await(one, seen, paused);
    const auto its = await(other, seen_other, paused);
    CHECK(mine->run != 0);
    CHECK(mine->run != its->run);
    REQUIRE(mine->step == 10);
    REQUIRE(mine->beginning); // however many snapshots went by unseen
    CHECK(mine->beginning->step == 0);
    CHECK(mine->beginning->run == mine->run);
    CHECK(*mine->beginning->embedding == *mine->initial_embedding);
    CHECK_FALSE(mine->beginning->beginning);
    one.post(Restart{6});
    one.post(RunSteps{1});
    const auto fresh = await(one, seen, [](const Snapshot& s) { return paused(s) && s.step == 1; });
    CHECK(fresh->run > its->run);
    CHECK(fresh->beginning->run == fresh->run);
    CHECK(fresh->beginning->step == 0);
}

TEST_CASE("session: live settings reach the trainer", "[model]") {
    Session session{options(0)};
    std::uint64_t seen = 0;
    await(session, seen, paused);
    session.post(SetLearningRate{0.25F});
    session.post(SetSpeedLimit{500.0});
    const auto set = await(session, seen, [](const Snapshot& s) { return s.speed_limit == 500.0; });
    CHECK(set->train.learning_rate == 0.25F);
    session.post(RunSteps{5});
    CHECK(await(session, seen, [](const Snapshot& s) { return paused(s) && s.step == 5; })->learning_rate >
          0.0F);
}

TEST_CASE("session: a speed limit is kept to", "[model]") {
    Session session{options(0)};
    std::uint64_t seen = 0;
    await(session, seen, paused);
    session.post(SetSpeedLimit{20.0});
    session.post(RunSteps{6});
    const auto limited = await(session, seen, [](const Snapshot& s) { return paused(s) && s.step == 6; });
    CHECK(limited->seconds > 0.2); // five intervals of a twentieth of a second, less the first
}

TEST_CASE("session: watched windows are some of the newest and not all there ever were", "[model]") {
    auto o = options(-1);
    o.train.batch = 60;
    Session session{o};
    session.post(WatchRow{3});
    std::uint64_t seen = 0;
    std::size_t most = 0;
    int looks = 0;
    std::int64_t newest = -1;
    await(session, seen, [&](const Snapshot& s) {
        most = std::max(most, s.pulling.size());
        std::int64_t step = -1;
        for (const PullingWindow& window : s.pulling) step = std::max(step, window.step);
        looks += step > std::exchange(newest, step) ? 1 : 0;
        return looks >= 4;
    });
    CHECK(most > 0);
    CHECK(most <= 12);
}

TEST_CASE("session: divergence ends in Failed with a plain message, and training can go on", "[model]") {
    auto o = options(-1);
    o.train.optimizer = OptimizerKind::Sgd;
    o.train.clip = 1e30F;
    o.train.learning_rate = 100.0F;
    Session session{o};
    std::uint64_t seen = 0;
    const auto failed = await(session, seen, [](const Snapshot& s) { return s.state == RunState::Failed; });
    CHECK(failed->message.find("half the learning rate") != std::string::npos);
    CHECK(failed->embedding->allFinite());
    session.post(SetLearningRate{0.01F});
    session.post(RunSteps{3});
    const auto healed = await(session, seen, paused);
    CHECK(healed->message.empty());
    CHECK(healed->step == failed->step + 3);
}

TEST_CASE("session: settings that do not fit are thrown at whoever makes the session", "[model]") {
    auto o = options(0);
    o.model.heads = 5;
    CHECK_THROWS_AS(Session{o}, Error);
}

TEST_CASE("session: saves, goes on from a file, and refuses a broken one without harm", "[model]") {
    const test::TemporaryFolder folder;
    const auto path = folder.path / "run.ckpt";
    Session session{options(20)};
    std::uint64_t seen = 0;
    const auto saved = await(session, seen, paused);
    session.post(SaveCheckpoint{path});
    const auto told = await(session, seen, [](const Snapshot& s) { return s.notice_number == 1; });
    CHECK(told->notice == "Saved step 20 to " + path.string() + ".");
    session.post(RunSteps{5});
    const auto later = await(session, seen, [](const Snapshot& s) { return paused(s) && s.step == 25; });
    session.post(LoadCheckpoint{path});
    const auto back = await(session, seen, [&](const Snapshot& s) { return s.run != later->run; });
    CHECK(back->step == 20);
    CHECK(*back->embedding == *saved->embedding);
    session.post(RunSteps{5});
    CHECK(*await(session, seen, [](const Snapshot& s) { return paused(s) && s.step == 25; })->embedding ==
          *later->embedding);
    std::filesystem::resize_file(path, 100);
    session.post(LoadCheckpoint{path});
    const auto refused = await(session, seen, [](const Snapshot& s) { return s.notice_number == 3; });
    CHECK(refused->notice.find("cut off or damaged") != std::string::npos);
    CHECK(refused->run == back->run);
    CHECK(*refused->embedding == *later->embedding);
}

TEST_CASE("session: what is asked to be saved just before the end is in the file", "[model]") {
    const test::TemporaryFolder folder;
    for (int i = 0; i < 20; ++i) { // in the middle of a step, and while paused
        const auto path = folder.path / (std::to_string(i) + ".ckpt");
        {
            Session session{options(i % 2 == 0 ? -1 : 3)};
            std::uint64_t seen = 0;
            await(session, seen, [&](const Snapshot& s) { return s.step >= 3; });
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
    Session session{options(-1)};
    session.post(SaveCheckpoint{folder.path / "no" / "such" / "folder.ckpt"});
    session.finish();
    std::uint64_t seen = 0;
    const auto last = session.snapshots().take_newer(seen);
    REQUIRE(last);
    CHECK(last->notice.find("cannot be written") != std::string::npos);
}

TEST_CASE("session: a restart can be undone, bit for bit, and redone", "[model]") {
    Session undisturbed{options(25)};
    std::uint64_t seen = 0;
    const auto goal = await(undisturbed, seen, paused);
    Session session{options(20)};
    seen = 0;
    const auto before = await(session, seen, paused);
    CHECK_FALSE(before->replaced_step);
    session.post(RowEdit{ZeroRow{4}});
    session.post(Restart{6});
    session.post(RunSteps{3});
    const auto other = await(
        session, seen, [&](const Snapshot& s) { return paused(s) && s.run != before->run && s.step == 3; });
    CHECK(other->replaced_step == 20);
    session.post(UndoRestart{});
    const auto back =
        await(session, seen, [&](const Snapshot& s) { return s.run == before->run && s.replaced_step; });
    CHECK(back->step == 20);
    CHECK(back->replaced_step == 3);
    CHECK(back->undoable_edits == 1); // by hand, before the restart
    CHECK(back->seconds == before->seconds);
    session.post(UndoRowEdit{});
    session.post(RunSteps{5});
    const auto last = await(session, seen, [](const Snapshot& s) { return paused(s) && s.step == 25; });
    CHECK(*last->embedding == *goal->embedding);
    CHECK(last->heldout_loss == goal->heldout_loss);
    session.post(UndoRestart{});
    const auto again = await(session, seen, [&](const Snapshot& s) { return s.run == other->run; });
    CHECK(again->step == 3);
    CHECK(*again->embedding == *other->embedding);
}

TEST_CASE("session: it is known how much training no file holds", "[model]") {
    const test::TemporaryFolder folder;
    Session session{options(20)};
    std::uint64_t seen = 0;
    const auto trained = await(session, seen, paused);
    CHECK(trained->unsaved_seconds == trained->seconds);
    session.post(SaveCheckpoint{folder.path / "run.ckpt"});
    const auto saved = await(session, seen, [](const Snapshot& s) { return s.notice_number == 1; });
    CHECK(saved->unsaved_seconds == 0.0);
    session.post(RunSteps{5});
    const auto later = await(session, seen, [](const Snapshot& s) { return paused(s) && s.step == 25; });
    CHECK(later->unsaved_seconds > 0.0);
    CHECK(later->unsaved_seconds < later->seconds);
    session.post(LoadCheckpoint{folder.path / "run.ckpt"});
    const auto read = await(session, seen, [&](const Snapshot& s) { return s.run != saved->run; });
    CHECK(read->unsaved_seconds == 0.0);
    CHECK(read->replaced_step == 25);
}

TEST_CASE("session: a request that makes no sense changes nothing and is told", "[model]") {
    Session session{options(0)};
    std::uint64_t seen = 0;
    await(session, seen, paused);
    session.post(SetBatch{-1});
    const auto told = await(session, seen, [](const Snapshot& s) { return s.notice_number == 1; });
    CHECK(told->notice == "batch: is -1 (choose 1 to 4096)");
    CHECK(told->train.batch == 4);
    session.post(RestartWith{{.dim = 9, .heads = 2}, {}});
    CHECK(await(session, seen, [](const Snapshot& s) { return s.notice_number == 2; })->run == told->run);
}

TEST_CASE("session: any order of requests is survived", "[model][stress]") {
    // WORDFIELD_STRESS raises the number: ten thousand under the thread sanitizer before a release.
    const char* const wanted = std::getenv("WORDFIELD_STRESS");
    const int requests = wanted != nullptr ? std::atoi(wanted) : 400;
    auto o = options(-1);
    o.train.threads = 2;
    Session session{o};
    std::atomic<int> broken = 0;
    std::jthread reader{[&](std::stop_token stop) {
        std::uint64_t seen = 0;
        while (const auto snapshot = session.snapshots().wait_newer(seen, stop))
            if (!snapshot->embedding->allFinite()) ++broken;
    }};
    Pcg32 rng{99};
    for (int i = 0; i < requests; ++i) {
        const auto id = static_cast<TokenId>(rng.below(31)); // 30 is no word
        switch (rng.below(18)) {
        case 0:
            session.post(SetRunning{rng.below(2) == 0});
            break;
        case 1:
            session.post(RunSteps{rng.below(4)});
            break;
        case 2:
            session.post(Restart{rng.below(3)});
            break;
        case 3:
            session.post(SetLearningRate{rng.uniform() * 0.1F});
            break;
        case 4:
            session.post(SetSpeedLimit{rng.below(2) * 2000.0});
            break;
        case 5:
            session.post(SetPrompt{static_cast<std::uint64_t>(i), {2, 3}});
            break;
        case 6:
            session.post(SetOptimizer{static_cast<OptimizerKind>(rng.below(4))});
            break;
        case 7:
            session.post(SetBatch{static_cast<int>(rng.below(9))});
            break;
        case 8:
            session.post(FreezeGroup{"norms", rng.below(2) == 0});
            break;
        case 9:
            session.post(FreezeRow{id, rng.below(2) == 0});
            break;
        case 10:
            session.post(SilenceHead{0, static_cast<int>(rng.below(3)), rng.below(2) == 0});
            break;
        case 11:
            session.post(RowEdit{CopyRow{id, 3}});
            break;
        case 12:
            session.post(UndoRowEdit{});
            break;
        case 13:
            session.post(SetComparison{{id}});
            break;
        case 14:
            session.post(WatchRow{id});
            break;
        case 16:
            session.post(UndoRestart{});
            break;
        case 15: {
            ModelConfig model = o.model;
            model.kind = static_cast<ModelKind>(rng.below(2));
            session.post(RestartWith{model, o.train});
            break;
        }
        default:
            session.post(SetSchedule{static_cast<Schedule>(rng.below(2))});
        }
    }
    session.post(SetSpeedLimit{0.0});
    session.post(SetPrompt{1'000'000, {5}});
    std::uint64_t seen = 0;
    const auto last = await(session, seen, [](const Snapshot& s) { return s.probe.request == 1'000'000; });
    CHECK(last->embedding->allFinite());
    reader.request_stop();
    reader.join();
    CHECK(broken == 0);
}

TEST_CASE("session: a run that goes on from a file brings its curves and its step 0", "[model]") {
    const test::TemporaryFolder folder;
    RunHistory curves{{{"train loss", 0, {{1, 3.0F}, {2, 2.5F}}}}};
    std::uint64_t seen = 0;
    {
        Session session{options(2)};
        const auto last = await(session, seen, paused);
        session.post(
            SaveCheckpoint{folder.path / "two.ckpt", last->run, std::make_shared<const RunHistory>(curves)});
        session.post(SaveCheckpoint{folder.path / "other.ckpt", last->run + 1,
                                    std::make_shared<const RunHistory>(curves)});
    }
    CHECK_FALSE(load_run(folder.path / "other.ckpt").history); // curves of another run
    auto resuming = options(0);
    resuming.resume = std::make_shared<const RunFile>(load_run(folder.path / "two.ckpt"));
    Session session{resuming};
    resuming.resume.reset();
    seen = 0;
    const auto first = session.snapshots().wait_newer(seen, {});
    CHECK(first->step == 2);
    CHECK(first->reopened);
    REQUIRE(first->earlier);
    CHECK(*first->earlier == curves);
    REQUIRE(first->beginning);
    CHECK(first->beginning->step == 0);
    CHECK(first->beginning->run == first->run);
    CHECK(*first->beginning->embedding == *first->initial_embedding);
    CHECK(first->beginning->probe.logits.rows() == 3);
    session.post(Restart{8});
    const auto anew = await(session, seen, [](const Snapshot& s) { return s.train.seed == 8; });
    CHECK_FALSE(anew->reopened);
    CHECK_FALSE(anew->earlier);
}
