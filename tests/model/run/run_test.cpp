// SPDX-License-Identifier: MIT
// A keyframe and the journal are every step of a run: edits, undo, divergence, schedules and branches.
#include "model/run/run.hpp"

#include "model/core/error.hpp"
#include "model/run/checkpoint.hpp"
#include "model/run/session.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/session.hpp"
#include "tests/support/toy_corpus.hpp"

#include <cmath>
#include <map>
#include <vector>

using namespace wordfield;

namespace {

struct Asking {
    std::int64_t tick;
    TrainingCommand command;
};

// What one life of a model was: the run itself, keyframes on the way and states to be met again.
struct Life {
    Run run;
    std::vector<Keyframe> keyframes;
    std::map<std::int64_t, TrainerState> states; ///< by tick, after what was asked then

    explicit Life(Run first) : run{std::move(first)} {}

    void live(const std::vector<Asking>& script, const std::vector<std::int64_t>& frames,
              const std::vector<std::int64_t>& looks, std::int64_t ticks) {
        for (std::int64_t tick = run.ticks(); tick <= ticks; ++tick) {
            for (const Asking& asking : script) {
                if (asking.tick != tick) continue;
                run.apply(asking.command);
                // Between two requests of one moment, too.
                if (std::ranges::find(frames, tick) != frames.end()) keyframes.push_back(run.keyframe());
            }
            if (std::ranges::find(frames, tick) != frames.end()) keyframes.push_back(run.keyframe());
            if (std::ranges::find(looks, tick) != looks.end()) states[tick] = run.trainer().state();
            if (tick < ticks) run.step();
        }
    }
};

// A skip-gram's gradient is averaged over stretches that begin anew with a keyframe; it has no say in the
// steps.
TrainerState what_counts(TrainerState state) {
    if (state.model.kind == ModelKind::SkipGram) state.mean_gradient.clear();
    return state;
}

const std::vector<float> poison(16, std::nanf(""));

void check_every_way(const Life& life) {
    for (const Keyframe& frame : life.keyframes)
        for (const auto& [tick, state] : life.states) {
            if (tick < frame.tick) continue;
            INFO("from tick " << frame.tick << ", entry " << frame.entries << ", to tick " << tick);
            const auto again = replay(test::toy_corpus(), frame, life.run.journal(), tick);
            CHECK(what_counts(again->state()) == what_counts(state));
            Keyframe filed = frame; // by way of a file
            filed.state = decode_checkpoint(encode_checkpoint(frame.state), "frame.ckpt");
            const auto from_file = replay(test::toy_corpus(), filed, life.run.journal(), tick);
            CHECK(what_counts(from_file->state()) == what_counts(state));
        }
}

const ModelConfig tiny_run{.dim = 16, .layers = 1, .heads = 2, .context = 8};
const TrainConfig quick_run{.batch = 4, .warmup = 2, .horizon = 300, .clip = 1e30F, .seed = 5, .threads = 2};

} // namespace

TEST_CASE("a keyframe and the journal replay any step of a transformer's run, bit for bit", "[run]") {
    Life life{Run{test::toy_corpus(), tiny_run, quick_run}};
    life.live({{20, SetLearningRate{0.01F}},
               {35, SetSchedule{Schedule::Constant}},
               {60, RowEdit{CopyRow{3, 4}}},
               {60, RowEdit{ShakeRow{5, 0.5F, 1.2F, 9}}},
               {75, UndoRowEdit{}},
               {90, FreezeRow{6, true}},
               {95, AblateHead{0, 1, true}},
               {130, RowEdit{SetRow{test::toy_corpus()->text.train.front(), poison}}}, // back to step 100
               {150, SetBatch{6}},
               {160, FreezeGroup{"norms", true}},
               {180, SetOptimizer{OptimizerKind::Sgd}},
               {181, SetLearningRate{100.0F}}, // runs away by itself
               {240, SetLearningRate{0.01F}}},
              {0, 60, 70, 120, 185, 240}, {35, 61, 80, 129, 140, 175, 260}, 260);
    CHECK(life.run.step_count() < 240); // it did go back, twice
    CHECK(life.run.journal().size() == 13);
    check_every_way(life);
}

TEST_CASE("a keyframe and the journal replay any step of a skip-gram's run", "[run][long]") {
    const ModelConfig table{.kind = ModelKind::SkipGram, .dim = 16, .context = 8};
    Life life{Run{test::toy_corpus(), table, {.batch = 40, .learning_rate = 0.05F, .horizon = 300}}};
    life.live({{20, SetLearningRate{0.02F}},
               {60, RowEdit{SwapRows{3, 4}}},
               {75, UndoRowEdit{}},
               {90, FreezeRow{6, true}},
               {130, RowEdit{SetRow{test::toy_corpus()->text.train.front(), poison}}}},
              {0, 60, 70, 120}, {61, 80, 129, 140, 170}, 170);
    CHECK(life.run.step_count() < 170);
    check_every_way(life);
}

TEST_CASE("a branch begins as its parent was, and goes its own way", "[run]") {
    Life life{Run{test::toy_corpus(), tiny_run, quick_run}};
    life.live({{30, RowEdit{ZeroRow{7}}}, {50, SetLearningRate{0.02F}}}, {20}, {40, 60}, 60);
    Run branch{test::toy_corpus(), life.run, life.keyframes.front(), 40};
    CHECK(branch.id().parent == life.run.id().number);
    CHECK(branch.id().number != life.run.id().number);
    CHECK(branch.id().from_step == 40);
    CHECK(branch.trainer().state() == life.states.at(40));
    const Keyframe forked = branch.keyframe();
    for (int i = 0; i < 20; ++i) branch.step(); // without the other rate
    CHECK(branch.trainer().state().parameters != life.states.at(60).parameters);
    Run same{test::toy_corpus(), branch, forked, 0}; // a branch of a branch
    for (int i = 0; i < 10; ++i) same.step();
    same.apply(SetLearningRate{0.02F});
    for (int i = 0; i < 10; ++i) same.step();
    CHECK(same.trainer().state() == life.states.at(60));
}

TEST_CASE("what cannot be done stands in no journal", "[run]") {
    Run run{test::toy_corpus(), tiny_run, quick_run};
    CHECK_THROWS_AS(run.apply(RowEdit{ZeroRow{1000}}), Error);
    CHECK_THROWS_AS(run.apply(UndoRowEdit{}), Error);
    CHECK(run.journal().empty());
    run.apply(SetBatch{3}, 17);
    REQUIRE(run.journal().size() == 1);
    CHECK(run.journal().front().ticket == 17);
}

TEST_CASE("a moment says up to which ticket it knows what was asked", "[run][session]") {
    Session session{test::toy_session(0)};
    std::uint64_t seen = 0;
    const auto first = test::await(session, seen, test::paused);
    CHECK(first->applied == 0);
    const std::uint64_t batch = session.post(SetBatch{3}), nothing = session.post(RowEdit{ZeroRow{-1}});
    CHECK(batch == 1);
    CHECK(nothing == 2);
    const auto later = test::await(session, seen, [&](const test::Seen& s) { return s.applied >= nothing; });
    CHECK(later->train.batch == 3);
    CHECK(later->notice_number == 1); // refused, and yet dealt with
}
