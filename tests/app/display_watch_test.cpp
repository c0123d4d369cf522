// SPDX-License-Identifier: MIT
#include "app/shell/display_watch.hpp"

#include "tests/support/catch.hpp"

#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <thread>

using namespace wordfield::app;

namespace {

struct Pair {
    std::array<int, 2> ends{-1, -1};
    Pair() { REQUIRE(socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()) == 0); }
    ~Pair() {
        close(ends[0]);
        if (ends[1] >= 0) close(ends[1]);
    }
    void hang_up() {
        close(ends[1]);
        ends[1] = -1;
    }
};

void pause_for(int milliseconds) {
    std::this_thread::sleep_for(std::chrono::milliseconds{milliseconds});
}

} // namespace

TEST_CASE("the watch tells once that the other side has hung up, and nothing of what it says",
          "[app][display]") {
    Pair pair;
    std::atomic<int> told{0};
    {
        DisplayWatch watch{pair.ends[0], [&] { ++told; }};
        REQUIRE(write(pair.ends[1], "news", 4) == 4); // events come all the time
        pause_for(50);
        CHECK(told == 0);
        pair.hang_up(); // with unread news in it, as it is when a server is killed
        for (int i = 0; i < 2000 && told == 0; ++i) pause_for(1);
        CHECK(told == 1);
        pause_for(50);
    }
    CHECK(told == 1);
}

TEST_CASE("a watch ends without a word when the window does", "[app][display]") {
    Pair pair;
    std::atomic<int> told{0};
    {
        DisplayWatch watch{pair.ends[0], [&] { ++told; }};
    }
    {
        DisplayWatch nothing{-1, [&] { ++told; }};
    }
    pair.hang_up();
    pause_for(20);
    CHECK(told == 0);
}
