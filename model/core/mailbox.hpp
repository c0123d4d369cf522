// SPDX-License-Identifier: MIT
// Requests on their way into a thread.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <utility>
#include <vector>

namespace wordfield::inline core {

/// Requests in the order in which they were posted. Any thread posts; one thread takes.
template <class T>
class Mailbox {
public:
    void post(T item) {
        {
            const std::scoped_lock lock{mutex_};
            items_.push_back(std::move(item));
        }
        arrived_.notify_one();
    }

    /// Everything that is waiting, perhaps nothing. The items are handled outside the lock.
    [[nodiscard]] std::vector<T> drain() {
        const std::scoped_lock lock{mutex_};
        return std::exchange(items_, {});
    }

    /// As drain, but sleeps until something is there, a stop is requested or `longest` has passed.
    [[nodiscard]] std::vector<T> wait_drain(std::stop_token stop, std::chrono::milliseconds longest) {
        std::unique_lock lock{mutex_};
        arrived_.wait_for(lock, stop, longest, [&] { return !items_.empty(); });
        return std::exchange(items_, {});
    }

    /// As drain, but sleeps until something is there or a stop is requested.
    [[nodiscard]] std::vector<T> wait_drain(std::stop_token stop) {
        std::unique_lock lock{mutex_};
        arrived_.wait(lock, stop, [&] { return !items_.empty(); });
        return std::exchange(items_, {});
    }

private:
    std::mutex mutex_;
    std::condition_variable_any arrived_;
    std::vector<T> items_;
};

} // namespace wordfield::inline core
