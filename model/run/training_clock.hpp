// SPDX-License-Identifier: MIT
// The clock of a training run: how long it has trained, how fast it is, when the next step and the next
// moment are due.
#pragma once

#include <chrono>
#include <cstdint>

namespace wordfield::inline run {

class TrainingClock {
public:
    using Clock = std::chrono::steady_clock;

    /// Begins or ends a stretch of training; seconds() counts such stretches alone.
    void start(Clock::time_point now);
    void stop(Clock::time_point now);
    /// Back to zero seconds. The limit stays.
    void restart(Clock::time_point now);
    void step_done(Clock::time_point now);
    /// `cost` is how long it took.
    void moment_made(Clock::time_point now, Clock::duration cost);
    /// What there is to tell, with or without a new moment.
    void published(Clock::time_point now);

    /// 0 takes the limit away.
    void set_limit(double steps_per_second);
    [[nodiscard]] double limit() const { return limit_; }

    /// How long to wait until the limit allows the next step; zero or negative when it may begin.
    [[nodiscard]] Clock::duration until_step(Clock::time_point now) const;
    /// True when the last moment is a thirtieth of a second old, and eight times as old as it took to make:
    /// those of a large model are fewer, so that training has most of the time.
    [[nodiscard]] bool moment_due(Clock::time_point now) const;

    [[nodiscard]] double seconds(Clock::time_point now) const;
    /// Of the last second of training or so.
    [[nodiscard]] double steps_per_second() const { return speed_; }

private:
    Clock::duration trained_{}; ///< up to started_
    Clock::time_point started_{}, next_moment_{}, last_step_{}, window_begin_{};
    bool running_ = false;
    double limit_ = 0.0, speed_ = 0.0;
    std::int64_t window_steps_ = 0;
};

} // namespace wordfield::inline run
