// SPDX-License-Identifier: MIT
#include "model/run/training_clock.hpp"

#include <algorithm>

namespace wordfield::inline run {
namespace {

constexpr auto moment_interval = std::chrono::microseconds{33333};
constexpr auto speed_window = std::chrono::milliseconds{500};

double to_seconds(TrainingClock::Clock::duration d) {
    return std::chrono::duration<double>(d).count();
}

} // namespace

void TrainingClock::start(Clock::time_point now) {
    if (running_) return;
    running_ = true;
    started_ = window_begin_ = now;
    window_steps_ = 0;
}

void TrainingClock::stop(Clock::time_point now) {
    if (running_) trained_ += now - started_;
    running_ = false;
}

void TrainingClock::restart(Clock::time_point now) {
    trained_ = {};
    started_ = window_begin_ = now;
    window_steps_ = 0;
    speed_ = 0.0;
}

void TrainingClock::step_done(Clock::time_point now) {
    last_step_ = now;
    ++window_steps_;
    const auto passed = now - window_begin_;
    const bool settled = passed >= speed_window;
    if (settled || speed_ == 0.0) speed_ = static_cast<double>(window_steps_) / to_seconds(passed);
    if (settled) {
        window_begin_ = now;
        window_steps_ = 0;
    }
}

void TrainingClock::set_limit(double steps_per_second) {
    limit_ = steps_per_second > 0.0 ? steps_per_second : 0.0;
}

auto TrainingClock::until_step(Clock::time_point now) const -> Clock::duration {
    if (limit_ <= 0.0) return {};
    const auto interval =
        std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(1.0 / limit_));
    return last_step_ + interval - now;
}

void TrainingClock::moment_made(Clock::time_point now, Clock::duration cost) {
    constexpr int rarity = 8;
    next_moment_ = now + rarity * cost;
}

void TrainingClock::published(Clock::time_point now) {
    next_moment_ = std::max(next_moment_, now + std::chrono::duration_cast<Clock::duration>(moment_interval));
}

bool TrainingClock::moment_due(Clock::time_point now) const {
    return now >= next_moment_;
}

double TrainingClock::seconds(Clock::time_point now) const {
    return to_seconds(trained_ + (running_ ? now - started_ : Clock::duration{}));
}

} // namespace wordfield::inline run
