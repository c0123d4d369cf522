// SPDX-License-Identifier: MIT
// kill -9 at any moment of a run that is kept on disk: the next start is a clean one and goes on, bit for
// bit.
#include "model/history/history_folder.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/kept_life.hpp"
#include "tests/support/temporary_folder.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

using namespace wordfield;

namespace {

constexpr std::int64_t end_of_life = 400;

// Only ends by being killed, or once all has been lived.
pid_t live_in_child(const std::filesystem::path& folder) {
    const pid_t child = fork();
    if (child != 0) return child;
    try {
        HistoryFolder history{folder};
        const auto run = test::kept_run(history);
        for (std::int64_t tick = run->ticks(); tick <= end_of_life; ++tick) {
            test::live_on(*run, tick);
            run->tell_archive();
            if (tick % 20 == 0) run->archive_now(); // much to write, so that the end comes in its middle
            usleep(500);
        }
        run->archive_now();
    } catch (...) { // must not unwind into the tests of the parent
        _exit(1);
    }
    _exit(0);
}

} // namespace

TEST_CASE("history: kill -9 while it is written leaves what goes on bit for bit", "[history][model]") {
    const test::TemporaryFolder folder;
    std::int64_t before = 0;
    for (int i = 0; i < 20; ++i) {
        const pid_t child = live_in_child(folder.path);
        REQUIRE(child > 0);
        usleep(static_cast<useconds_t>(8000 + 4100 * i)); // another moment each time
        kill(child, SIGKILL);
        int status = 0;
        waitpid(child, &status, 0);
        CHECK((WIFSIGNALED(status) || WEXITSTATUS(status) == 0));
        const HistoryFolder history{folder.path};
        const auto there = history.newest();
        if (!there) continue; // killed before its first keyframe
        const ReopenedRun again = reopen(test::toy_corpus(), *there);
        CHECK(again.run.ticks >= before);
        before = again.run.ticks;
        if (i % 4 == 0) CHECK(again.trainer->state() == test::whole_life(before));
    }
    CHECK(before > 0);
    HistoryFolder history{folder.path};
    const auto run = test::kept_run(history);
    test::live_on(*run, end_of_life);
    CHECK(run->trainer().state() == test::whole_life(end_of_life));
}
