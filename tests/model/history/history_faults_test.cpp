// SPDX-License-Identifier: MIT
// A history on a disk that refuses, one system call after the other: training goes on, and what is there is
// good.
#include "model/history/history_folder.hpp"

#include "model/core/error.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/file_faults.hpp"
#include "tests/support/kept_life.hpp"
#include "tests/support/temporary_folder.hpp"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

using namespace wordfield;
namespace fs = std::filesystem;

TEST_CASE("history: any one call that fails costs no step of the run", "[history][files]") {
    const TrainerState at70 = test::whole_life(70);
    test::each_fault([&](const auto& attempt) {
        const test::TemporaryFolder folder;
        std::string told;
        const std::string refused = attempt([&] {
            HistoryFolder history{folder.path};
            const auto run = test::kept_run(history);
            test::live_on(*run, 70);
            run->archive_now();
            CHECK(run->trainer().state() == at70);
            history.finish();
            told = history.take_notice();
        });
        HistoryFolder history{folder.path}; // the disk is well again
        const auto run = test::kept_run(history);
        if (refused.empty() && told.empty()) CHECK(run->ticks() == 70);
        test::live_on(*run, 70);
        CHECK(run->trainer().state() == at70);
    });
}

TEST_CASE("history: any one call that fails while it is opened gives a sentence or the run",
          "[history][files]") {
    const test::TemporaryFolder folder;
    {
        HistoryFolder history{folder.path};
        const auto run = test::kept_run(history);
        test::live_on(*run, 70);
        run->archive_now();
    }
    test::each_fault([&](const auto& attempt) {
        std::int64_t ticks = 70;
        (void)attempt([&] {
            HistoryFolder history{folder.path};
            ticks = reopen(test::toy_corpus(), *history.newest()).run.ticks;
        });
        CHECK(ticks == 70);
    });
}

TEST_CASE("history: a full disk is told once, and what waits is written when there is room again",
          "[history][files]") {
    const test::TemporaryFolder folder;
    const pid_t child = fork();
    if (child == 0) {
        signal(SIGXFSZ, SIG_IGN); // beyond the limit a write fails, as it does where there is no room
        HistoryFolder history{folder.path};
        const auto run = test::kept_run(history);
        test::live_on(*run, 20);
        rlimit limit{200, RLIM_INFINITY};
        setrlimit(RLIMIT_FSIZE, &limit);
        test::live_on(*run, 70);
        run->archive_now();
        std::string told;
        for (int i = 0; i < 500 && told.empty(); ++i, usleep(10'000)) told = history.take_notice();
        const bool said = told.find("make room there") != std::string::npos &&
                          told.find("training goes on") != std::string::npos && history.take_notice().empty();
        limit.rlim_cur = RLIM_INFINITY;
        setrlimit(RLIMIT_FSIZE, &limit);
        test::live_on(*run, 80);
        run->archive_now();
        history.finish();
        _exit(said && run->trainer().state() == test::whole_life(80) ? 7 : 1);
    }
    int status = 0;
    waitpid(child, &status, 0);
    CHECK(WEXITSTATUS(status) == 7);
    HistoryFolder history{folder.path};
    std::int64_t made_again = -1;
    CHECK(test::kept_run(history, &made_again)->ticks() == 80);
    CHECK(made_again == 0);
}
