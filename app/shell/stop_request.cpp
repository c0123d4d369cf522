// SPDX-License-Identifier: MIT
#include "app/shell/stop_request.hpp"

#include <array>
#include <csignal>
#include <utility>

namespace wordfield::app {
namespace {

constexpr std::array<std::pair<int, const char*>, 3> signals{
    {{SIGTERM, "SIGTERM"}, {SIGINT, "SIGINT"}, {SIGHUP, "SIGHUP"}}};

std::string name_of(int signal) {
    for (const auto& [number, name] : signals)
        if (number == signal) return name;
    return "a signal";
}

bool is_ignored(int signal) {
    struct sigaction now {};
    return ::sigaction(signal, nullptr, &now) == 0 && now.sa_handler == SIG_IGN;
}

[[noreturn]] void end_at_once(int signal) {
    sigset_t one;
    sigemptyset(&one);
    sigaddset(&one, signal);
    std::signal(signal, SIG_DFL);
    pthread_sigmask(SIG_UNBLOCK, &one, nullptr);
    ::raise(signal);
    std::_Exit(1);
}

void wait_for_signals(const std::stop_token& done, const sigset_t& set, StopRequest& stop) {
    for (;;) {
        int signal = 0;
        if (::sigwait(&set, &signal) != 0) continue;
        if (done.stop_requested()) return;
        if (stop.asked()) end_at_once(signal);
        stop.ask(name_of(signal));
    }
}

} // namespace

void StopRequest::ask(const std::string& by) {
    const std::lock_guard lock{mutex_};
    if (asked_) return;
    by_ = by;
    asked_ = true;
    if (action_) action_();
}

std::string StopRequest::by() const {
    const std::lock_guard lock{mutex_};
    return by_;
}

StopRequest::Listener::Listener(StopRequest& stop, std::function<void()> action) : stop_{stop} {
    const std::lock_guard lock{stop_.mutex_};
    stop_.action_ = std::move(action);
    if (stop_.asked_) stop_.action_();
}

StopRequest::Listener::~Listener() {
    const std::lock_guard lock{stop_.mutex_};
    stop_.action_ = nullptr;
}

StopSignals::StopSignals(StopRequest& stop) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR2); // wakes the thread for its own end
    for (const auto& [number, name] : signals)
        if (!is_ignored(number)) sigaddset(&set, number);
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    thread_ = std::jthread{[set, &stop](const std::stop_token& done) { wait_for_signals(done, set, stop); }};
}

StopSignals::~StopSignals() {
    thread_.request_stop();
    pthread_kill(thread_.native_handle(), SIGUSR2);
}

} // namespace wordfield::app
