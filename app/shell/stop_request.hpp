// SPDX-License-Identifier: MIT
// Somebody outside wants the program to end: SIGTERM, SIGINT (Ctrl+C) or SIGHUP. What was asked for is
// written first.
#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

namespace wordfield::app {

class StopRequest {
public:
    /// The first one counts. From any thread.
    void ask(const std::string& by);
    [[nodiscard]] bool asked() const { return asked_; }
    /// "SIGTERM"; empty while nobody has asked.
    [[nodiscard]] std::string by() const;

    /// While it lives, `action` is called by whoever asks, or at once when somebody has.
    class Listener {
    public:
        Listener(StopRequest& stop, std::function<void()> action);
        ~Listener();
        Listener(const Listener&) = delete;
        Listener& operator=(const Listener&) = delete;

    private:
        StopRequest& stop_;
    };

private:
    mutable std::mutex mutex_;
    std::atomic<bool> asked_{false};
    std::string by_;
    std::function<void()> action_;
};

/// Turns signals into a StopRequest; a second one ends the process at once. Made before any other thread, as
/// all of them must hold these signals back. Signals that were ignored from the beginning (nohup) stay so.
class StopSignals {
public:
    explicit StopSignals(StopRequest& stop);
    ~StopSignals();
    StopSignals(const StopSignals&) = delete;
    StopSignals& operator=(const StopSignals&) = delete;

private:
    std::jthread thread_;
};

} // namespace wordfield::app
