// SPDX-License-Identifier: MIT
#include "app/shell/stop_request.hpp"

#include "tests/support/catch.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <thread>

using namespace wordfield::app;

namespace {

// What becomes of a child that is sent `count` signals and works on for a while after the first.
int status_after(int signal, int count, bool ignored = false) {
    int ready[2];
    REQUIRE(pipe(ready) == 0);
    const pid_t child = fork();
    if (child == 0) {
        if (ignored) std::signal(signal, SIG_IGN);
        StopRequest stop;
        const StopSignals signals{stop};
        [[maybe_unused]] const auto written = write(ready[1], "x", 1);
        for (int i = 0; i < 30 && !(stop.asked() && count == 1); ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds{20});
        _exit(stop.by() == "SIGTERM" ? 3 : 4);
    }
    char byte = 0;
    REQUIRE(read(ready[0], &byte, 1) == 1);
    for (int i = 0; i < count; ++i) {
        kill(child, signal);
        usleep(50'000);
    }
    int status = 0;
    waitpid(child, &status, 0);
    close(ready[0]);
    close(ready[1]);
    return status;
}

} // namespace

TEST_CASE("stop: the first signal asks, the second ends", "[app]") {
    CHECK(WEXITSTATUS(status_after(SIGTERM, 1)) == 3);
    const int status = status_after(SIGTERM, 2);
    CHECK(WIFSIGNALED(status));
    CHECK(WTERMSIG(status) == SIGTERM);
}

TEST_CASE("stop: a signal that is ignored from the beginning stays so", "[app]") {
    CHECK(WEXITSTATUS(status_after(SIGHUP, 2, true)) == 4);
}

TEST_CASE("stop: who listens is told, also of what has been asked before", "[app]") {
    StopRequest stop;
    int told = 0;
    {
        const StopRequest::Listener listener{stop, [&] { ++told; }};
        CHECK(told == 0);
        stop.ask("SIGINT");
        stop.ask("SIGTERM");
        CHECK(told == 1);
    }
    CHECK(stop.by() == "SIGINT");
    const StopRequest::Listener late{stop, [&] { ++told; }};
    CHECK(told == 2);
}
