// SPDX-License-Identifier: MIT
// Any step of a run again, to the last bit; branches; and the memory that keeps them within reach.
#include "model/run/replayer.hpp"

#include "model/run/keyframes.hpp"
#include "model/run/run_shelf.hpp"
#include "model/run/session.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/session.hpp"
#include "tests/support/toy_corpus.hpp"

#include <chrono>
#include <map>
#include <thread>

using namespace wordfield;
using test::await;
using test::paused;
using test::Seen;
using test::toy_session;

namespace {

std::shared_ptr<const Replay> await_replay(const Session& session, std::uint64_t& seen,
                                           std::uint64_t ticket) {
    for (int i = 0; i < 30'000; ++i) {
        if (auto told = session.replays().take_newer(seen); told && told->over && told->ticket == ticket)
            return told;
        std::this_thread::sleep_for(std::chrono::milliseconds{1});
    }
    FAIL("no replay");
    return nullptr;
}

std::vector<float> attention_of(const Moment& moment) {
    auto room = moment.network->room();
    const auto trace = moment.network->trace(std::vector<TokenId>{1, 2, 3, 4}, *room);
    std::vector<float> all;
    for (const auto& head : trace.attention) all.insert(all.end(), head.data(), head.data() + head.size());
    return all;
}

} // namespace

TEST_CASE("a step made again shows what was published live at that step, to the last bit", "[run][replay]") {
    Session session{toy_session(0)};
    std::uint64_t seen = 0, seen_replay = 0;
    std::map<std::int64_t, std::shared_ptr<const Moment>> live;
    (void)await(session, seen, paused);
    for (const int stop : {30, 137, 260, 330}) { // with something done by hand on the way
        session.post(RunSteps{stop - (live.empty() ? 0 : live.rbegin()->first)});
        const auto at = await(session, seen, [&](const Seen& s) { return paused(s) && s.step == stop; });
        live[stop] = at->moment;
        if (stop == 137) session.post(RowEdit{ShakeRow{5, 0.5F, 1.2F, 9}});
        if (stop == 260) session.post(SetLearningRate{0.002F});
    }
    const std::uint64_t run = live.begin()->second->run;
    for (const auto& [step, moment] : live) {
        if (step == 137) continue; // the row was shaken at this very step, after the moment
        INFO("step " << step);
        const auto again = await_replay(session, seen_replay, session.post(ShowStep{run, step}));
        CHECK(again->trouble.empty());
        REQUIRE(again->moment);
        CHECK(again->moment->step == step);
        CHECK(again->moment->run == run);
        CHECK(again->moment->embedding->matrix() == moment->embedding->matrix());
        CHECK(*again->moment->mean_gradient == *moment->mean_gradient);
        CHECK(again->moment->train_loss == moment->train_loss);
        CHECK(again->moment->learning_rate == moment->learning_rate);
        CHECK(again->moment->heldout_loss == moment->heldout_loss); // both measured at a pause
        CHECK(attention_of(*again->moment) == attention_of(*moment));
        CHECK(again->moment->initial_embedding->matrix() == moment->initial_embedding->matrix());
    }
    const auto shaken = await_replay(session, seen_replay, session.post(ShowStep{run, 137}));
    CHECK(shaken->moment->embedding->row(4) == live[137]->embedding->row(4));
    CHECK(shaken->moment->embedding->row(5) != live[137]->embedding->row(5));
    CHECK(shaken->total == 37); // from the keyframe at 100
}

TEST_CASE("a step that the run never came to is refused with a sentence", "[run][replay]") {
    Session session{toy_session(5)};
    std::uint64_t seen = 0;
    const auto at = await(session, seen, paused);
    session.post(ShowStep{at->run, 6});
    CHECK(await(session, seen, [](const Seen& s) { return s.notice_number == 1; })->notice ==
          "history: does not reach step 6 of this run (choose one up to step 5)");
    session.post(BranchFrom{at->run + 77, 3, {}, ""});
    CHECK(await(session, seen, [](const Seen& s) {
              return s.notice_number == 2;
          })->notice.find("no such run") != std::string::npos);
}

TEST_CASE("a branch with nothing changed is the run that it came from, bit for bit", "[run][replay]") {
    Session session{toy_session(60)};
    std::uint64_t seen = 0;
    const auto trunk = await(session, seen, [](const Seen& s) { return paused(s) && s.step == 60; });
    session.post(BranchFrom{trunk->run, 30, {}, "the same"});
    const auto branch = await(session, seen, [&](const Seen& s) { return s.run != trunk->run; });
    CHECK(branch->step == 30);
    REQUIRE(branch->runs.size() == 2);
    CHECK(branch->runs.back().name == "the same");
    CHECK(branch->runs.back().id == RunId{branch->run, trunk->run, 30});
    CHECK(branch->runs.front().step == 60);
    session.post(RunSteps{30});
    const auto same = await(session, seen, [](const Seen& s) { return paused(s) && s.step == 60; });
    CHECK(same->embedding->matrix() == trunk->embedding->matrix());
    CHECK(same->heldout_loss == trunk->heldout_loss);
    session.post(BranchFrom{branch->run, 40, {Reseed{77}}, ""}); // a branch of a branch, with other batches
    const auto other = await(session, seen, [&](const Seen& s) { return s.run > branch->run; });
    CHECK(other->step == 40);
    session.post(RunSteps{20});
    const auto differs = await(session, seen, [](const Seen& s) { return paused(s) && s.step == 60; });
    CHECK(differs->embedding->matrix() != trunk->embedding->matrix());
    CHECK((differs->embedding->matrix() - trunk->embedding->matrix()).norm() <
          trunk->embedding->matrix().norm());
}

TEST_CASE("a step before a branch is its parent's, back through all of them", "[run][replay]") {
    Session session{toy_session(20)};
    std::uint64_t seen = 0, seen_replay = 0;
    const auto at20 = await(session, seen, [](const Seen& s) { return paused(s) && s.step == 20; })->moment;
    session.post(RunSteps{40});
    const auto trunk = await(session, seen, [](const Seen& s) { return paused(s) && s.step == 60; });
    session.post(BranchFrom{trunk->run, 30, {Reseed{77}}, ""});
    const auto child = await(session, seen, [&](const Seen& s) { return s.run != trunk->run; });
    session.post(RunSteps{5});
    const auto at35 = await(session, seen, [](const Seen& s) { return paused(s) && s.step == 35; })->moment;
    session.post(RunSteps{10});
    (void)await(session, seen, [](const Seen& s) { return paused(s) && s.step == 45; });
    session.post(BranchFrom{child->run, 40, {Reseed{78}}, ""});
    const auto grandchild = await(session, seen, [&](const Seen& s) { return s.run > child->run; });
    for (const auto& moment : {at20, at35}) {
        const auto ticket = session.post(ShowStep{grandchild->run, moment->step});
        const auto again = await_replay(session, seen_replay, ticket);
        REQUIRE(again->moment);
        CHECK(again->moment->embedding->matrix() == moment->embedding->matrix());
        CHECK(again->run == grandchild->run); // it is a step of this run, too
        CHECK(again->moment->run == grandchild->run);
    }
    session.post(BranchFrom{grandchild->run, 20, {}, ""});
    const auto other = await(session, seen, [&](const Seen& s) { return s.run > grandchild->run; });
    CHECK(other->embedding->matrix() == at20->embedding->matrix());
    CHECK(other->runs.back().id == RunId{other->run, trunk->run, 20}); // whose step it is
    const auto notices = other->notice_number;
    session.post(ShowStep{grandchild->run, -1});
    CHECK(await(session, seen, [&](const Seen& s) {
              return s.notice_number > notices;
          })->notice.find("does not reach") != std::string::npos);
}

TEST_CASE("a parent that went back later does not change what came before its branch", "[run][replay]") {
    SessionOptions options = toy_session(120);
    options.train.horizon = 300;
    options.train.clip = 1e30F;
    Session session{options};
    std::uint64_t seen = 0, seen_replay = 0;
    const auto at120 = await(session, seen, [](const Seen& s) { return paused(s) && s.step == 120; })->moment;
    session.post(RunSteps{30});
    (void)await(session, seen, [](const Seen& s) { return paused(s) && s.step == 150; });
    session.post(BranchFrom{at120->run, 140, {}, ""});
    const auto branch = await(session, seen, [&](const Seen& s) { return s.run != at120->run; });
    session.post(SwitchRun{at120->run});
    session.post(
        RowEdit{SetRow{test::toy_corpus()->text.train.front(), std::vector<float>(16, std::nanf(""))}});
    session.post(SetRunning{true});
    const auto failed = await(session, seen, [](const Seen& s) { return s.state == RunState::Failed; });
    REQUIRE(failed->step == 100);
    session.post(SetLearningRate{0.05F});
    session.post(RunSteps{60});
    (void)await(session, seen, [](const Seen& s) { return paused(s) && s.step == 160; });
    const auto its_own = await_replay(session, seen_replay, session.post(ShowStep{at120->run, 120}));
    CHECK(its_own->moment->embedding->matrix() != at120->embedding->matrix());
    const auto before = await_replay(session, seen_replay, session.post(ShowStep{branch->run, 120}));
    REQUIRE(before->moment);
    CHECK(before->moment->embedding->matrix() == at120->embedding->matrix());
}

TEST_CASE("a branch has what was asked of it, or does not begin", "[run][replay]") {
    Session session{toy_session(20)};
    std::uint64_t seen = 0;
    const auto trunk = await(session, seen, [](const Seen& s) { return paused(s) && s.step == 20; });
    session.post(BranchFrom{trunk->run, 10, {FreezeRow{3, true}, SetLearningRate{0.001F}}, ""});
    const auto frozen = await(session, seen, [&](const Seen& s) { return s.run != trunk->run; });
    session.post(RunSteps{10});
    const auto later = await(session, seen, [](const Seen& s) { return paused(s) && s.step == 20; });
    CHECK(later->is_frozen(3));
    CHECK(later->train.learning_rate == 0.001F);
    CHECK(later->embedding->row(3) == frozen->embedding->row(3));
    CHECK(later->embedding->row(4) != frozen->embedding->row(4));
    session.post(BranchFrom{trunk->run, 10, {FreezeRow{100'000, true}}, ""});
    const auto refused =
        await(session, seen, [&](const Seen& s) { return s.notice_number > later->notice_number; });
    CHECK(refused->run == later->run);
    CHECK(refused->runs.size() == 2);
}

TEST_CASE("runs are switched, named, deleted and brought back as they were", "[run][replay]") {
    Session session{toy_session(12)};
    std::uint64_t seen = 0;
    const auto first = await(session, seen, [](const Seen& s) { return paused(s) && s.step == 12; });
    session.post(BranchFrom{first->run, 6, {}, "a"});
    const auto a = await(session, seen, [&](const Seen& s) { return s.run != first->run; });
    session.post(BranchFrom{first->run, 6, {}, "b"});
    const auto b = await(session, seen, [&](const Seen& s) { return s.run > a->run; });
    session.post(NameRun{a->run, "renamed"});
    session.post(SwitchRun{first->run});
    const auto back = await(session, seen, [&](const Seen& s) { return s.run == first->run; });
    CHECK(back->embedding->matrix() == first->embedding->matrix());
    REQUIRE(back->runs.size() == 3);
    CHECK(back->runs[0].name == "renamed");
    CHECK(back->runs[1].name == "b");
    CHECK(back->runs[2].id.number == first->run);
    session.post(DeleteRun{a->run});
    const auto two = await(session, seen, [](const Seen& s) { return s.runs.size() == 2; });
    CHECK(two->runs[0].name == "b");
    session.post(SwitchRun{a->run}); // not for good yet
    CHECK(await(session, seen, [&](const Seen& s) { return s.run == a->run; })->runs.size() == 3);
    session.post(DeleteRun{b->run});
    session.post(DeleteRun{first->run}); // which ends the first for good
    const auto alone = await(session, seen, [](const Seen& s) { return s.runs.size() == 1; });
    const int notices = static_cast<int>(alone->notice_number);
    session.post(SwitchRun{b->run});
    session.post(DeleteRun{a->run}); // the one that trains
    CHECK(await(session, seen, [&](const Seen& s) { return s.notice_number >= notices + 2U; })->run ==
          a->run);
}

TEST_CASE("a replay can be given up, and training goes on beside it", "[run][replay]") {
    Session session{toy_session(400)};
    std::uint64_t seen = 0, seen_replay = 0;
    const auto at = await(session, seen, [](const Seen& s) { return paused(s) && s.step == 400; });
    session.post(SetKeyframeBytes{1}); // the first one alone: every replay is long
    session.post(RunSteps{10});
    const std::uint64_t ticket = session.post(ShowStep{at->run, 399});
    session.post(CancelReplay{});
    const auto told = await_replay(session, seen_replay, ticket);
    CHECK(told->moment == nullptr);
    CHECK(told->trouble.empty());
    CHECK(told->done < told->total);
    CHECK(await(session, seen, [](const Seen& s) { return paused(s) && s.step == 410; })->keyframes == 1);
    const auto whole = await_replay(session, seen_replay, session.post(ShowStep{at->run, 399}));
    CHECK(whole->total == 399);
    CHECK(whole->done == 399);
    REQUIRE(whole->moment);
    CHECK(whole->moment->step == 399);
}

TEST_CASE("after training went back, a step is the one of the last time", "[run][replay]") {
    Run run{test::toy_corpus(),
            {.dim = 16, .layers = 1, .heads = 2, .context = 8},
            {.batch = 4, .warmup = 2, .horizon = 300, .clip = 1e30F, .seed = 5, .threads = 1}};
    const auto train_to = [&](std::int64_t step) {
        while (run.step_count() < step) {
            run.keep_keyframe_when_due();
            run.step();
        }
    };
    train_to(150);
    run.apply(RowEdit{SetRow{test::toy_corpus()->text.train.front(), std::vector<float>(16, std::nanf(""))}});
    while (run.step()) {
    }
    CHECK(run.step_count() == 100);
    run.apply(SetLearningRate{0.02F});
    train_to(180);
    const auto way = run.way_to(140);
    REQUIRE(way);
    CHECK(way->tick > 180); // not the first time
    const auto again =
        replay(way->corpus, *way->from, way->asked, way->tick, [](std::int64_t) { return true; });
    CHECK(again->step_count() == 140);
    CHECK(again->config().learning_rate == 0.02F);
    CHECK_FALSE(run.way_to(181));
    CHECK_FALSE(run.way_to(-1));
    CHECK(run.way_to(180)->tick == run.ticks());
}

TEST_CASE("keyframes grow apart, the first one stays, and their bytes are counted", "[run][replay]") {
    Keyframes frames;
    CHECK(frames.due(0));
    CHECK(frames.before(1000) == nullptr);
    TrainerState state;
    state.parameters.assign(1000, 1.0F);
    const auto add_when_due = [&](std::int64_t until) {
        for (std::int64_t tick = 0; tick <= until; ++tick)
            if (frames.due(tick)) frames.add({tick, 0, state});
    };
    add_when_due(1000);
    CHECK(frames.count() == 11);
    CHECK(frames.bytes() > 11 * 4000U);
    CHECK(frames.bytes() < 11 * 4600U);
    CHECK(frames.thin());
    CHECK(frames.count() == 6);
    CHECK(frames.bytes() < 6 * 4600U);
    CHECK(frames.before(99)->tick == 0);
    CHECK(frames.before(200)->tick == 200);
    CHECK(frames.before(399)->tick == 200);
    CHECK_FALSE(frames.due(1199));
    CHECK(frames.due(1200));
    CHECK(frames.before(-1) == nullptr);
    while (frames.thin()) {
    }
    CHECK(frames.count() == 1);
    CHECK(frames.before(5000)->tick == 0);
}

TEST_CASE("keyframes of a long run stay within their bytes, and so does the shelf", "[run][replay]") {
    SessionOptions options = toy_session(3000);
    options.keyframe_bytes = 200'000;
    Session session{options};
    std::uint64_t seen = 0;
    const auto end = await(session, seen, [](const Seen& s) { return paused(s) && s.step == 3000; });
    CHECK(end->keyframe_bytes <= 200'000);
    CHECK(end->keyframes >= 2);
    session.post(BranchFrom{end->run, 2900, {}, ""});
    const auto branch = await(session, seen, [&](const Seen& s) { return s.run != end->run; });
    session.post(RunSteps{1000});
    const auto later = await(session, seen, [](const Seen& s) { return paused(s) && s.step == 3900; });
    CHECK(later->keyframe_bytes <= 200'000);
    CHECK(branch->runs.size() == 2);
}
