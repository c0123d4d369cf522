// SPDX-License-Identifier: MIT
#include "model/core/thread_pool.hpp"

#include "model/core/error.hpp"

#include <string>
#include <system_error>
#include <utility>

namespace wordfield::inline core {

ThreadPool::ThreadPool(int threads) {
    try {
        for (int i = 1; i < threads; ++i) workers_.emplace_back([this] { serve(); });
    } catch (const std::system_error&) {
        const std::string started = std::to_string(size() - 1);
        stop();
        throw Error{"threads", "the system started " + started + " of " + std::to_string(threads - 1),
                    "choose fewer with --threads, or see what ulimit -u and ulimit -v allow"};
    } catch (...) {
        stop();
        throw;
    }
}

ThreadPool::~ThreadPool() {
    stop();
}

void ThreadPool::stop() {
    {
        const std::scoped_lock lock{mutex_};
        stopping_ = true;
    }
    start_.notify_all();
    for (std::thread& worker : workers_) worker.join();
    workers_.clear();
}

void ThreadPool::run(int parts, const std::function<void(int)>& work) {
    if (workers_.empty() || parts < 2) {
        for (int part = 0; part < parts; ++part) work(part);
        return;
    }
    std::unique_lock lock{mutex_};
    work_ = &work;
    parts_ = unfinished_ = parts;
    next_part_ = 0;
    ++round_;
    start_.notify_all();
    take_parts(lock);
    done_.wait(lock, [this] { return unfinished_ == 0; });
    work_ = nullptr;
    if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
}

void ThreadPool::serve() {
    std::unique_lock lock{mutex_};
    std::uint64_t seen = 0;
    for (;;) {
        start_.wait(lock, [&] { return stopping_ || round_ != seen; });
        if (stopping_) return;
        seen = round_;
        take_parts(lock);
    }
}

// Called with the lock held and returns with it held; the work itself runs without it. Once a part has
// thrown, those that have not begun are left undone.
void ThreadPool::take_parts(std::unique_lock<std::mutex>& lock) {
    while (next_part_ < parts_) {
        const int part = next_part_++;
        const std::function<void(int)>& work = *work_;
        lock.unlock();
        std::exception_ptr failure;
        try {
            work(part);
        } catch (...) {
            failure = std::current_exception();
        }
        lock.lock();
        if (failure) {
            if (!failure_) failure_ = std::move(failure);
            unfinished_ -= parts_ - next_part_;
            next_part_ = parts_;
        }
        if (--unfinished_ == 0) done_.notify_one();
    }
}

} // namespace wordfield::inline core
