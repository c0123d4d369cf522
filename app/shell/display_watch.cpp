// SPDX-License-Identifier: MIT
#include "app/shell/display_watch.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

namespace wordfield::app {
namespace {

// True when the other side of `connection` has hung up, false when `stop` was closed.
bool wait_for_end(int connection, int stop) {
    std::array<pollfd, 2> watched{pollfd{connection, POLLRDHUP, 0}, pollfd{stop, POLLIN, 0}};
    for (;;) {
        const int found = poll(watched.data(), watched.size(), -1);
        if (found < 0 && errno != EINTR) return false;
        if (watched[1].revents != 0) return false;
        if (found > 0 && watched[0].revents != 0) return true;
    }
}

} // namespace

DisplayWatch::DisplayWatch(int connection, std::function<void()> on_lost) {
    if (connection < 0 || pipe2(stop_, O_CLOEXEC) != 0) return;
    try {
        thread_ = std::jthread{[connection, stop = stop_[0], on_lost = std::move(on_lost)] {
            if (wait_for_end(connection, stop)) on_lost();
        }};
    } catch (const std::system_error&) {
        return; // no thread to be had: the window does without the watch
    }
}

DisplayWatch::~DisplayWatch() {
    if (stop_[1] >= 0) close(stop_[1]);
    if (thread_.joinable()) thread_.join();
    if (stop_[0] >= 0) close(stop_[0]);
}

} // namespace wordfield::app
