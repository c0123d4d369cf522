// SPDX-License-Identifier: MIT
// A fixed team of threads that sleeps when there is nothing to do. Work is cut into numbered parts, and which
// thread does a part never changes a result: whoever needs the same bits every time reduces over parts, in
// order.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace wordfield::inline core {

class ThreadPool {
public:
    /// `threads` counts the caller too: ThreadPool{1} starts none and runs everything in place. Throws Error
    /// when the system does not give so many.
    explicit ThreadPool(int threads);
    ~ThreadPool();
    ThreadPool(const ThreadPool&) = delete;
    ThreadPool& operator=(const ThreadPool&) = delete;

    [[nodiscard]] int size() const { return static_cast<int>(workers_.size()) + 1; }

    /// Calls work(0) ... work(parts - 1), the caller helping, and returns when all are done. What the first
    /// part to fail has thrown is thrown here, once no other part runs any more; some parts are then not
    /// done. One caller at a time; not from inside `work`.
    void run(int parts, const std::function<void(int part)>& work);

private:
    void stop();
    void serve();
    void take_parts(std::unique_lock<std::mutex>& lock);

    std::mutex mutex_;
    std::condition_variable start_;
    std::condition_variable done_;
    const std::function<void(int)>* work_ = nullptr;
    int parts_ = 0;
    int next_part_ = 0;
    int unfinished_ = 0;
    std::uint64_t round_ = 0;
    bool stopping_ = false;
    std::exception_ptr failure_; // of the parts of this round
    std::vector<std::thread> workers_;
};

} // namespace wordfield::inline core
