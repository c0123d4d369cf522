// SPDX-License-Identifier: MIT
// The thread that writes a history: whoever trains hands over and goes on. Journals are written in the order
// of their records and never left out; of keyframes one waits at most, and others are left out meanwhile.
#pragma once

#include "model/history/bytes.hpp"
#include "model/run/journal.hpp"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace wordfield::inline history {

class KeptRun;

/// Of a folder.
struct HistoryLimits {
    static constexpr std::size_t any_number = ~std::size_t{0};

    std::uint64_t bytes = 4'000'000'000; ///< of all keyframes; journals are small
    std::size_t runs = any_number;   ///< beyond that those that have not trained for longest are forgotten
    std::chrono::seconds between{0}; ///< two keyframes at least, but for the last one
};

class HistoryWriter {
public:
    using Clock = std::chrono::steady_clock;

    /// Keyframes of all runs take at most so many bytes on the disk, as long as each run has more than two.
    explicit HistoryWriter(const HistoryLimits& limits);
    ~HistoryWriter();
    HistoryWriter(const HistoryWriter&) = delete;
    HistoryWriter& operator=(const HistoryWriter&) = delete;

    // ---- any thread; none of it waits for the disk
    /// Its keyframes count from now on.
    void add(const std::shared_ptr<KeptRun>& run);
    void remove(const std::shared_ptr<KeptRun>& run);
    void put(const std::shared_ptr<KeptRun>& run, const Bytes& record);
    void put(const std::shared_ptr<KeptRun>& run, std::shared_ptr<const Keyframe> frame, std::int64_t step);
    /// One more keyframe would wait behind another or come too soon after it, or the disk has refused one a
    /// moment ago.
    [[nodiscard]] bool busy() const;
    /// The journals wait for room.
    [[nodiscard]] bool fails() const;
    /// What became of the disk since it was asked last: a sentence, or nothing.
    [[nodiscard]] std::string take_notice();

    /// Everything is written, or, where the disk refuses, given up; the thread ends.
    void finish();

private:
    struct Frame {
        std::shared_ptr<KeptRun> run;
        std::shared_ptr<const Keyframe> frame;
        std::int64_t step;
    };
    using Records = std::vector<std::pair<std::shared_ptr<KeptRun>, Bytes>>; // one line a run

    void serve();
    void wait();
    void write_records();
    void give_back(Records left);
    void sync();
    void write(const Frame& frame);
    void thin();
    void refused(const std::exception& error);

    const HistoryLimits limits_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<std::shared_ptr<KeptRun>> runs_;
    Records waiting_;
    std::deque<Frame> frames_;
    bool stopping_ = false, ended_ = false, records_fail_ = false;
    bool told_ = false; ///< of a disk that refuses; until it takes a keyframe again
    Clock::time_point retry_at_{}, frames_from_{}, next_frame_{};
    std::string notice_;
    // The thread's own.
    std::vector<std::shared_ptr<KeptRun>> unsynced_;
    Clock::time_point synced_at_{};
    std::jthread thread_; ///< the last member: it stops before what it uses goes
};

} // namespace wordfield::inline history
