// SPDX-License-Identifier: MIT
#include "model/train/session.hpp"

#include "model/core/error.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/toy_corpus.hpp"

#include <atomic>

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

TEST_CASE("session: restart shows step 0 of a new run; the same seed gives the same run", "[model]") {
    Session session{options(30)};
    std::uint64_t seen = 0;
    const auto before = await(session, seen, paused);
    session.post(Restart{5});
    const auto fresh = await(session, seen, [](const Snapshot& s) { return s.run == 1; });
    CHECK(fresh->step == 0);
    session.post(RunSteps{30});
    const auto again = await(session, seen, [](const Snapshot& s) { return paused(s) && s.step == 30; });
    CHECK(*again->embedding == *before->embedding);
    CHECK(again->train_loss == before->train_loss);
    session.post(Restart{6});
    const auto other = await(session, seen, [](const Snapshot& s) { return s.run == 2; });
    CHECK(*other->embedding != *fresh->embedding);
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
