// SPDX-License-Identifier: MIT
// Notices that the display has gone away. The thread that draws cannot: it waits inside the graphics driver
// for an answer that never comes.
#pragma once

#include <functional>
#include <thread>

namespace wordfield::app {

class DisplayWatch {
public:
    /// `connection` is the file descriptor of the connection, negative for nothing to watch. `on_lost` is
    /// called once, on a thread of this object's, when the other side hangs up.
    DisplayWatch(int connection, std::function<void()> on_lost);
    ~DisplayWatch();
    DisplayWatch(const DisplayWatch&) = delete;
    DisplayWatch& operator=(const DisplayWatch&) = delete;

private:
    int stop_[2]{-1, -1}; // a pipe: closing its end ends the watch
    std::jthread thread_;
};

} // namespace wordfield::app
