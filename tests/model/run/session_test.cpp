// SPDX-License-Identifier: MIT
// The training thread: what it publishes and how it answers.
#include "tests/support/session.hpp"

#include "model/core/error.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <thread>
#include <utility>

using namespace wordfield;
using test::await;
using test::paused;
using test::Seen;
using test::toy_session;

TEST_CASE("session: trains its budget, then pauses with a moment of the last step", "[model]") {
    std::atomic<int> news = 0;
    auto o = toy_session(70);
    o.on_news = [&] { ++news; };
    Session session{o};
    std::uint64_t seen = 0;
    const auto last = await(session, seen, paused);
    CHECK(last->step == 70);
    CHECK(last->heldout_step == 70);
    CHECK(last->seconds > 0.0);
    CHECK(last->tokens_per_second > 0.0);
    session.post(RunSteps{1});
    CHECK(await(session, seen, paused)->step == 71);
    session.finish();
    std::uint64_t published = 0;
    (void)session.status().take_newer(published);
    CHECK(published >= 3); // the noise, the end of the budget, and the step after it
    CHECK(news == static_cast<int>(published));
}

TEST_CASE("session: a budget of zero shows the noise and waits", "[model]") {
    Session session{toy_session(0)};
    std::uint64_t seen = 0;
    const auto first = await(session, seen, paused);
    CHECK(first->step == 0);
    CHECK(first->embedding->matrix() == first->initial_embedding->matrix());
    CHECK(first->heldout_step == 0);
}

TEST_CASE("session: restart shows step 0 of a new run; the same seed gives the same run", "[model]") {
    Session session{toy_session(30)};
    std::uint64_t seen = 0;
    const auto before = await(session, seen, paused);
    session.post(Restart{5});
    const auto fresh = await(session, seen, [&](const Seen& s) { return s.run != before->run; });
    CHECK(fresh->step == 0);
    session.post(RunSteps{30});
    const auto again = await(session, seen, [](const Seen& s) { return paused(s) && s.step == 30; });
    CHECK(again->embedding->matrix() == before->embedding->matrix());
    CHECK(again->train_loss == before->train_loss);
    session.post(Restart{6});
    const auto other =
        await(session, seen, [&](const Seen& s) { return s.run != before->run && s.run != fresh->run; });
    CHECK(other->embedding->matrix() != fresh->embedding->matrix());
}

TEST_CASE("session: no two runs have one number, and every moment knows the one its run began with",
          "[model]") {
    Session one{toy_session(10)};
    Session other{toy_session(10)};
    std::uint64_t seen = 0, seen_other = 0;
    const auto mine = await(one, seen, paused);
    const auto its = await(other, seen_other, paused);
    CHECK(mine->run != 0);
    CHECK(mine->run != its->run);
    REQUIRE(mine->step == 10);
    REQUIRE(mine->beginning); // however many moments went by unseen
    CHECK(mine->beginning->step == 0);
    CHECK(mine->beginning->run == mine->run);
    CHECK(mine->beginning->embedding->matrix() == mine->initial_embedding->matrix());
    CHECK_FALSE(mine->beginning->beginning);
    one.post(Restart{6});
    one.post(RunSteps{1});
    const auto fresh = await(one, seen, [](const Seen& s) { return paused(s) && s.step == 1; });
    CHECK(fresh->run > its->run);
    CHECK(fresh->beginning->run == fresh->run);
    CHECK(fresh->beginning->step == 0);
}

TEST_CASE("session: live settings reach the trainer", "[model]") {
    Session session{toy_session(0)};
    std::uint64_t seen = 0;
    await(session, seen, paused);
    session.post(SetLearningRate{0.25F});
    session.post(SetSpeedLimit{500.0});
    const auto set = await(session, seen, [](const Seen& s) { return s.speed_limit == 500.0; });
    CHECK(set->train.learning_rate == 0.25F);
    session.post(RunSteps{5});
    CHECK(await(session, seen, [](const Seen& s) { return paused(s) && s.step == 5; })->learning_rate > 0.0F);
}

TEST_CASE("session: a speed limit is kept to", "[model]") {
    Session session{toy_session(0)};
    std::uint64_t seen = 0;
    await(session, seen, paused);
    session.post(SetSpeedLimit{20.0});
    session.post(RunSteps{6});
    const auto limited = await(session, seen, [](const Seen& s) { return paused(s) && s.step == 6; });
    CHECK(limited->seconds > 0.2); // five intervals of a twentieth of a second, less the first
}

TEST_CASE("session: commands do not get round the speed limit", "[model]") {
    Session session{toy_session(0)};
    std::uint64_t seen = 0;
    await(session, seen, paused);
    session.post(SetSpeedLimit{1.0});
    session.post(RunSteps{100});
    std::shared_ptr<const Seen> last;
    for (int i = 1; i <= 20; ++i) {
        const float rate = 0.001F * static_cast<float>(i);
        session.post(SetLearningRate{rate});
        last = await(session, seen, [&](const Seen& s) { return s.train.learning_rate == rate; });
    }
    CHECK(static_cast<double>(last->step) <= 2.0 + last->seconds);
}

TEST_CASE("session: divergence ends in Failed with a plain message, and training can go on", "[model]") {
    auto o = toy_session(-1);
    o.train.optimizer = OptimizerKind::Sgd;
    o.train.clip = 1e30F;
    o.train.learning_rate = 100.0F;
    Session session{o};
    std::uint64_t seen = 0;
    const auto failed = await(session, seen, [](const Seen& s) { return s.state == RunState::Failed; });
    CHECK(failed->message.find("half the learning rate") != std::string::npos);
    CHECK(failed->embedding->matrix().allFinite());
    session.post(SetLearningRate{0.01F});
    session.post(RunSteps{3});
    const auto healed = await(session, seen, paused);
    CHECK(healed->message.empty());
    CHECK(healed->step == failed->step + 3);
}

TEST_CASE("session: settings that do not fit are thrown at whoever makes the session", "[model]") {
    auto o = toy_session(0);
    o.model.heads = 5;
    CHECK_THROWS_AS(Session{o}, Error);
}

TEST_CASE("session: a request that makes no sense changes nothing and is told", "[model]") {
    Session session{toy_session(0)};
    std::uint64_t seen = 0;
    await(session, seen, paused);
    session.post(SetBatch{-1});
    const auto told = await(session, seen, [](const Seen& s) { return s.notice_number == 1; });
    CHECK(told->notice == "batch: is -1 (choose 1 to 4096)");
    CHECK(told->train.batch == 4);
    session.post(RestartWith{{.dim = 9, .heads = 2}, {}});
    CHECK(await(session, seen, [](const Seen& s) { return s.notice_number == 2; })->run == told->run);
}

TEST_CASE("session: any order of requests is survived", "[model][stress]") {
    // WORDFIELD_STRESS raises the number: ten thousand under the thread sanitizer before a release.
    const char* const wanted = std::getenv("WORDFIELD_STRESS");
    const int requests = wanted != nullptr ? std::atoi(wanted) : 400;
    auto o = toy_session(-1);
    o.train.threads = 2;
    Session session{o};
    std::atomic<int> broken = 0;
    std::jthread reader{[&](std::stop_token stop) {
        std::uint64_t seen = 0;
        while (const auto moment = session.moments().wait_newer(seen, stop))
            if (!moment->embedding->matrix().allFinite()) ++broken;
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
            session.post(SetRunning{true});
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
            session.post(AblateHead{0, static_cast<int>(rng.below(3)), rng.below(2) == 0});
            break;
        case 11:
            session.post(RowEdit{CopyRow{id, 3}});
            break;
        case 12:
            session.post(UndoRowEdit{});
            break;
        case 13:
            session.post(RowEdit{ZeroRow{id}});
            break;
        case 14:
            session.post(FreezeRow{id, rng.below(2) == 0});
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
    const std::uint64_t ticket = session.post(FreezeRow{0, false});
    std::uint64_t seen = 0;
    const auto last = await(session, seen, [&](const Seen& s) { return s.applied >= ticket; });
    CHECK(last->embedding->matrix().allFinite());
    reader.request_stop();
    reader.join();
    CHECK(broken == 0);
}

TEST_CASE("session: what it cannot do is told by its ticket, and what it can is not", "[model]") {
    Session session{toy_session(0)};
    std::uint64_t seen = 0;
    (void)await(session, seen, paused);
    session.post(FreezeRow{0, true});
    const std::uint64_t wrong = session.post(RowEdit{ZeroRow{1'000'000}});
    const std::uint64_t last = session.post(SetBatch{3});
    auto status = session.status().wait_newer(seen, {});
    while (status->applied < last) status = session.status().wait_newer(seen, {});
    CHECK(status->refused == std::vector{wrong});
}
