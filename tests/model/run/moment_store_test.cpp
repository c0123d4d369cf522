// SPDX-License-Identifier: MIT
// What is kept of runs, and that it stays within its memory.
#include "model/run/moment_store.hpp"

#include "model/map/map_maker.hpp"
#include "model/train/trainer.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/tiny_moment.hpp"
#include "tests/support/toy_corpus.hpp"

#include <algorithm>
#include <array>
#include <vector>

using namespace wordfield;

namespace {

// Moments and layouts of a real model, as the window gets them.
class MomentSource {
public:
    explicit MomentSource(std::uint64_t run = 1)
        : run_{run}, trainer_{make_trainer(test::toy_corpus(), {.dim = 128, .layers = 3, .context = 32},
                                           {.batch = 4, .seed = 3})} {}

    MomentStore::Kept next() {
        trainer_->step();
        auto moment = std::make_shared<Moment>(trainer_->moment());
        moment->run = run_;
        return {moment, make_map(*moment, {}, 3)};
    }

private:
    std::uint64_t run_;
    std::unique_ptr<Trainer> trainer_;
};

} // namespace

TEST_CASE("moments stay within their memory, and the first of a run stays", "[run][moments][long]") {
    MomentSource source;
    constexpr std::size_t most = 12 << 20U;
    MomentStore store{most};
    const auto beginning = source.next();
    store.record(beginning.moment, beginning.layout);
    std::size_t largest = 0, longest = 0;
    for (int i = 0; i < 60; ++i) {
        const auto moment = source.next();
        store.record(moment.moment, moment.layout);
        largest = std::max(largest, store.bytes());
        longest = std::max(longest, store.of_run(1).moments().size());
        REQUIRE(store.of_run(1).moments().front().moment == beginning.moment);
    }
    CHECK(largest <= most);
    CHECK(largest > most / 3);
    CHECK(longest > 3);
    MomentStore narrow{1000}; // less than one moment takes
    for (int i = 0; i < 5; ++i) {
        const auto moment = source.next();
        narrow.record(moment.moment, moment.layout);
        CHECK(narrow.of_run(1).moments().size() == 1);
    }
}

TEST_CASE("two runs share one bound: the longer one gives", "[run][moments][long]") {
    constexpr std::size_t most = 20 << 20U;
    MomentStore store{most};
    MomentSource old{1}, fresh{2};
    for (int i = 0; i < 40; ++i) {
        const auto kept = old.next();
        store.record(kept.moment, kept.layout);
    }
    const std::size_t before = store.of_run(1).moments().size();
    for (int i = 0; i < 40; ++i) {
        const auto kept = fresh.next();
        store.record(kept.moment, kept.layout);
        REQUIRE(store.bytes() <= most);
    }
    CHECK(store.of_run(1).moments().size() < before);
    CHECK(store.of_run(1).moments().size() > 1);
    CHECK(store.of_run(2).moments().size() > 1);
    store.forget_runs_but(std::array<std::uint64_t, 2>{2, 7});
    CHECK(store.of_run(1).moments().empty());
    CHECK(store.of_run(2).moments().size() > 1);
}

TEST_CASE("a moment that is held stays when its timeline thins or goes, and counts", "[run][moments]") {
    MomentStore store{std::size_t{1} << 30U, 8};
    const auto moment = tiny_moment(3);
    const auto layout = tiny_layout(3);
    store.record(tiny_moment(0), tiny_layout(0));
    store.record(moment, layout);
    const MomentId id = store.hold(moment);
    for (std::int64_t step = 4; step < 400; ++step) store.record(tiny_moment(step), tiny_layout(step));
    REQUIRE(store.of_run(1).moments().size() < 8);
    CHECK(store.find(id).moment == moment);
    CHECK(store.find(id).layout == layout); // what was recorded with it
    const auto& recorded = store.of_run(1).moments()[1].moment;
    CHECK(store.find(id_of(*recorded)).moment == recorded);
    store.forget_runs_but({});
    CHECK(store.find(id).moment == moment);
    CHECK(store.bytes() > 0);
    const auto other = tiny_moment(5, 9); // never recorded
    const MomentId second = store.hold(other);
    store.hold_only(std::array{second});
    CHECK(store.find(id).moment == nullptr);
    CHECK(store.find(second).moment == other);
    CHECK(store.find(second).layout == nullptr);
    store.hold_only({});
    CHECK(store.bytes() == 0);
}

TEST_CASE("a branch has the moments before it as its own, and they outlive its parent's", "[run][moments]") {
    MomentStore store;
    MomentSource source;
    for (int i = 0; i < 8; ++i) {
        const auto moment = source.next(); // steps 1 to 8
        store.record(moment.moment, moment.layout);
    }
    const auto parents = store.of_run(1).moments();
    REQUIRE(parents.size() == 8);
    const std::size_t before = store.bytes();
    store.begin_branch({.number = 5, .parent = 1, .from_step = 4});
    const auto steps_of = [&](std::uint64_t run) {
        std::vector<std::int64_t> steps;
        for (const auto& kept : store.of_run(run).moments()) {
            CHECK(kept.moment->run == run);
            CHECK(kept.layout->run == run);
            steps.push_back(kept.moment->step);
        }
        return steps;
    };
    CHECK(steps_of(5) == std::vector<std::int64_t>{1, 2, 3}); // that of step 4 is on its way
    for (std::size_t i = 0; i < 3; ++i)                       // the very same weights
        CHECK(store.of_run(5).moments()[i].moment->network == parents[i].moment->network);
    CHECK(store.bytes() < before + before / 10);
    store.begin_branch({.number = 5, .parent = 1, .from_step = 2});  // it has begun
    store.begin_branch({.number = 6, .parent = 99, .from_step = 2}); // of which nothing is known
    CHECK(steps_of(5).size() == 3);
    CHECK(steps_of(6).empty());
    store.begin_branch({.number = 7, .parent = 5, .from_step = 3});
    store.forget_runs_but(std::array<std::uint64_t, 1>{7});
    CHECK(steps_of(7) == std::vector<std::int64_t>{1, 2});
    CHECK(steps_of(1).empty());
}

TEST_CASE("the moment that a branch begins with is kept, and what follows lies close together",
          "[run][moments]") {
    MomentStore store;
    for (std::int64_t step = 0; step <= 4000; ++step) store.record(tiny_moment(step), tiny_layout(step));
    store.begin_branch({.number = 2, .parent = 1, .from_step = 3001});
    const auto& moments = store.of_run(2).moments();
    const auto between = [&](std::int64_t low, std::int64_t high) {
        return std::ranges::count_if(
            moments, [&](const auto& m) { return m.moment->step >= low && m.moment->step < high; });
    };
    CHECK(between(0, 10'000) > 80);
    for (std::int64_t step = 3001; step <= 4000; ++step)
        store.record(tiny_moment(step, 2), tiny_layout(step, 2));
    CHECK(store.of_run(2).nearest(3001).moment->step == 3001);
    CHECK(between(3001, 3101) > 3 * between(2900, 3000));
    CHECK(between(3001, 3101) > between(3900, 4000));
    CHECK(store.of_run(2).moments().front().moment->step == 0);
    auto reopened = tiny_moment(3500, 3); // of a branch that goes on from a file: it begins at step 0
    reopened->beginning = tiny_moment(0, 3);
    store.begin_branch({.number = 3, .parent = 1, .from_step = 3001});
    store.record(reopened, tiny_layout(3500, 3));
    CHECK(
        std::ranges::is_sorted(store.of_run(3).moments(), {}, [](const auto& m) { return m.moment->step; }));
    CHECK(store.of_run(3).moments().back().moment == reopened);
}

TEST_CASE("what was changed by hand within a step is another moment", "[run][moments]") {
    MomentStore store;
    const auto before = tiny_moment(7), after = tiny_moment(7);
    after->applied = 2;
    const MomentId first = store.hold(before), second = store.hold(after);
    CHECK(first != second);
    CHECK(store.find(first).moment == before);
    CHECK(store.find(second).moment == after);
    CHECK(store.find({1, 7, 3}).moment == nullptr);
}
