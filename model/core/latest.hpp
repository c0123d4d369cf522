// SPDX-License-Identifier: MIT
// Finished, immutable values on their way out of a thread.
// std::atomic<std::shared_ptr> is avoided: ThreadSanitizer reports a race in libstdc++ 12's, and libc++ has
// none.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <stop_token>
#include <utility>

namespace wordfield::inline core {

/// The newest value of something; older ones are forgotten. Any number of writers and readers, each reader
/// keeping its own `seen` (start with 0). Holding a value never blocks anybody.
template <class T>
class Latest {
public:
    void publish(std::shared_ptr<const T> next) {
        {
            const std::scoped_lock lock{mutex_};
            std::swap(value_, next);
            ++version_;
        }
        changed_.notify_all();
    } // the displaced value is released here, outside the lock

    /// The newest value if it is newer than `seen` (which then moves up), else null. Never waits for work.
    [[nodiscard]] std::shared_ptr<const T> take_newer(std::uint64_t& seen) const {
        const std::scoped_lock lock{mutex_};
        if (version_ == seen) return nullptr;
        seen = version_;
        return value_;
    }

    /// As take_newer, but sleeps until there is one. Null means that a stop was requested.
    [[nodiscard]] std::shared_ptr<const T> wait_newer(std::uint64_t& seen, std::stop_token stop) const {
        std::unique_lock lock{mutex_};
        if (!changed_.wait(lock, stop, [&] { return version_ != seen; })) return nullptr;
        seen = version_;
        return value_;
    }

    /// As wait_newer, but no longer than until `end`: null then, too.
    template <class Clock, class Duration>
    [[nodiscard]] std::shared_ptr<const T>
    wait_newer_until(std::uint64_t& seen, std::stop_token stop,
                     std::chrono::time_point<Clock, Duration> end) const {
        std::unique_lock lock{mutex_};
        changed_.wait_until(lock, stop, end, [&] { return version_ != seen; });
        if (version_ == seen) return nullptr;
        seen = version_;
        return value_;
    }

    /// As wait_newer, but also returns, perhaps with null, when `other_news()` holds. Whoever makes it hold
    /// calls wake() afterwards: that is how one thread sleeps on two sources.
    template <class Predicate>
    [[nodiscard]] std::shared_ptr<const T> wait_newer(std::uint64_t& seen, std::stop_token stop,
                                                      Predicate other_news) const {
        std::unique_lock lock{mutex_};
        changed_.wait(lock, stop, [&] { return version_ != seen || other_news(); });
        if (version_ == seen) return nullptr;
        seen = version_;
        return value_;
    }

    /// Makes those who wait look at their other news again.
    void wake() const {
        { const std::scoped_lock lock{mutex_}; } // nobody is between looking and falling asleep
        changed_.notify_all();
    }

    [[nodiscard]] bool has_newer(std::uint64_t seen) const {
        const std::scoped_lock lock{mutex_};
        return version_ != seen;
    }

private:
    mutable std::mutex mutex_;
    mutable std::condition_variable_any changed_;
    std::shared_ptr<const T> value_;
    std::uint64_t version_ = 0;
};

} // namespace wordfield::inline core
