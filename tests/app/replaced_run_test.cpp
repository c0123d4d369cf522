// SPDX-License-Identifier: MIT
// What the workbench keeps of a run that another one took the place of.
#include "app/shell/picture.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/tiny_moment.hpp"

using namespace wordfield;
using namespace wordfield::app;

namespace {

const auto corpus = tiny_corpus();

std::shared_ptr<Status> status(std::int64_t step, std::uint64_t run, std::optional<std::int64_t> replaced) {
    auto moment = tiny_moment(step, run);
    moment->corpus = corpus;
    moment->train_loss = static_cast<float>(step);
    auto status = std::make_shared<Status>();
    status->run = run;
    status->replaced_step = replaced;
    status->moment = moment;
    return status;
}

std::size_t losses(const Workbench& bench) {
    return bench.history().train_loss.points().size();
}

} // namespace

TEST_CASE("the curves of a run come back with it", "[app]") {
    Picture picture{{}, "cat"};
    Workbench& bench = picture.bench();
    for (int step = 1; step <= 8; ++step) {
        bench.take(status(step, 3, {}));
        bench.take(tiny_layout(step, 3));
    }
    CHECK(losses(bench) == 8);
    for (int step = 0; step <= 2; ++step) bench.take(status(step, 4, 8));
    CHECK(losses(bench) == 2);
    CHECK(bench.history().purity.points().empty());
    bench.take(status(8, 3, 2)); // undone
    bench.take(status(9, 3, 2));
    CHECK(losses(bench) == 9);
    CHECK(bench.history().purity.points().size() == 8);
    bench.take(status(2, 4, 9)); // and redone
    CHECK(losses(bench) == 2);
    bench.take(status(0, 5, 2)); // the one that is given up now is gone
    bench.take(status(9, 3, 0));
    CHECK(losses(bench) == 1);
}

TEST_CASE("quitting asks where more training would be lost than is put up with", "[app]") {
    Picture picture{{}, "cat"};
    Workbench& bench = picture.bench();
    bench.ask_before_quitting_after(30);
    const auto trained = status(900, 1, {});
    trained->unsaved_seconds = 31;
    bench.take(trained);
    bench.ask_to_quit();
    CHECK_FALSE(bench.quit_requested());
    const auto saved = status(901, 1, {});
    saved->unsaved_seconds = 0.2;
    bench.take(saved);
    bench.ask_to_quit();
    CHECK(bench.quit_requested());
}

TEST_CASE("quitting asks nothing before there is a model, and nothing of whoever does not want it", "[app]") {
    Picture picture{{}, "cat"};
    Workbench& bench = picture.bench();
    SECTION("no model") {
        bench.ask_before_quitting_after(0);
    }
    SECTION("not wanted") {
        const auto trained = status(900, 1, {});
        trained->unsaved_seconds = 1e6;
        bench.take(trained);
        bench.ask_before_quitting_after(-1);
    }
    bench.ask_to_quit();
    CHECK(bench.quit_requested());
}
