// SPDX-License-Identifier: MIT
#include "model/history/history_writer.hpp"

#include "model/core/failure.hpp"
#include "model/history/kept_run.hpp"

#include <algorithm>
#include <iterator>

namespace wordfield::inline history {
namespace {

constexpr auto retry_after = std::chrono::seconds{2};
constexpr auto sync_after = std::chrono::seconds{1}; // what a power failure may take of a journal

} // namespace

HistoryWriter::HistoryWriter(const HistoryLimits& limits) : limits_{limits}, thread_{[this] { serve(); }} {}

HistoryWriter::~HistoryWriter() {
    finish();
}

void HistoryWriter::finish() {
    {
        const std::scoped_lock lock{mutex_};
        stopping_ = true;
    }
    changed_.notify_all();
    if (!thread_.joinable()) return;
    thread_.join();
    const std::scoped_lock lock{mutex_};
    if (!waiting_.empty())
        notice_ =
            "history: what was asked last could not be written to the disk (the steps before are there)";
    else if (told_ && notice_.empty())
        notice_ =
            "history: its last keyframe could not be written (the steps since the one before it are made "
            "again at the next start)";
    ended_ = true;
    runs_.clear(); // they hold on to this
    waiting_.clear();
}

void HistoryWriter::add(const std::shared_ptr<KeptRun>& run) {
    const std::scoped_lock lock{mutex_};
    runs_.push_back(run);
}

void HistoryWriter::remove(const std::shared_ptr<KeptRun>& run) {
    const std::scoped_lock lock{mutex_};
    std::erase(runs_, run);
}

void HistoryWriter::put(const std::shared_ptr<KeptRun>& run, const Bytes& record) {
    {
        const std::scoped_lock lock{mutex_};
        if (ended_) return;
        const auto line = std::ranges::find(waiting_, run, [](const auto& entry) { return entry.first; });
        if (line == waiting_.end())
            waiting_.emplace_back(run, record);
        else
            line->second.insert(line->second.end(), record.begin(), record.end());
    }
    changed_.notify_all();
}

void HistoryWriter::put(const std::shared_ptr<KeptRun>& run, std::shared_ptr<const Keyframe> frame,
                        std::int64_t step) {
    {
        const std::scoped_lock lock{mutex_};
        if (ended_) return;
        frames_.push_back({run, std::move(frame), step});
        next_frame_ = Clock::now() + limits_.between;
    }
    changed_.notify_all();
}

bool HistoryWriter::busy() const {
    const std::scoped_lock lock{mutex_};
    const auto now = Clock::now();
    return !frames_.empty() || stopping_ || now < next_frame_ || (told_ && now < frames_from_);
}

bool HistoryWriter::fails() const {
    const std::scoped_lock lock{mutex_};
    return records_fail_;
}

std::string HistoryWriter::take_notice() {
    const std::scoped_lock lock{mutex_};
    return std::exchange(notice_, {});
}

void HistoryWriter::serve() {
    for (;;) {
        wait();
        write_records();
        std::optional<Frame> frame;
        bool last = false;
        {
            const std::scoped_lock lock{mutex_};
            if (!frames_.empty()) {
                frame = std::move(frames_.front());
                frames_.pop_front();
            }
            last = stopping_ && frames_.empty();
        }
        if (frame) write(*frame);
        if (last) write_records(); // that came meanwhile
        if (last || Clock::now() > synced_at_ + sync_after) sync();
        if (last) return;
    }
}

// For something to do; what is not synced yet and what the disk refused come round by themselves.
void HistoryWriter::wait() {
    std::unique_lock lock{mutex_};
    const auto ready = [&] { return stopping_ || !frames_.empty() || (!waiting_.empty() && !records_fail_); };
    if (records_fail_)
        changed_.wait_until(lock, retry_at_, ready);
    else if (!unsynced_.empty())
        changed_.wait_until(lock, synced_at_ + sync_after, ready);
    else
        changed_.wait(lock, ready);
}

// In their order: a run whose journal was refused gets its records back before those that came meanwhile.
void HistoryWriter::write_records() {
    Records work;
    {
        const std::scoped_lock lock{mutex_};
        if (records_fail_ && Clock::now() < retry_at_ && !stopping_) return;
        work = std::exchange(waiting_, {});
    }
    while (!work.empty()) {
        const auto& [run, records] = work.front();
        try {
            run->append(records);
        } catch (const std::exception& error) {
            give_back(std::move(work));
            return refused(error);
        }
        if (std::ranges::find(unsynced_, run) == unsynced_.end()) unsynced_.push_back(run);
        work.erase(work.begin());
    }
    const std::scoped_lock lock{mutex_};
    records_fail_ = false;
}

void HistoryWriter::give_back(Records left) {
    const std::scoped_lock lock{mutex_};
    records_fail_ = true;
    retry_at_ = Clock::now() + retry_after;
    for (auto& [run, records] : waiting_) {
        const auto line = std::ranges::find(left, run, [](const auto& entry) { return entry.first; });
        if (line == left.end())
            left.emplace_back(run, std::move(records));
        else
            line->second.insert(line->second.end(), records.begin(), records.end());
    }
    waiting_ = std::move(left);
}

void HistoryWriter::sync() {
    synced_at_ = Clock::now();
    for (const auto& run : std::exchange(unsynced_, {})) {
        try {
            run->sync();
        } catch (const std::exception& error) {
            refused(error);
        }
    }
}

void HistoryWriter::write(const Frame& frame) {
    try {
        frame.run->write(*frame.frame, frame.step, [this] { write_records(); });
    } catch (const std::exception& error) {
        return refused(error);
    }
    write_records();
    thin();
    const std::scoped_lock lock{mutex_};
    if (!std::exchange(told_, records_fail_) || records_fail_) return;
    notice_ = "The history of the run is written to the disk again.";
}

// The run with most of them gives.
void HistoryWriter::thin() {
    std::vector<std::shared_ptr<KeptRun>> runs;
    {
        const std::scoped_lock lock{mutex_};
        runs = runs_;
    }
    for (;;) {
        std::uint64_t sum = 0;
        for (const auto& run : runs) sum += run->keyframe_bytes();
        if (sum <= limits_.bytes || runs.empty()) return;
        const auto most =
            std::ranges::max_element(runs, {}, [](const auto& run) { return run->keyframe_bytes(); });
        if (!(*most)->thin()) runs.erase(most);
    }
}

void HistoryWriter::refused(const std::exception& error) {
    const std::string what = failure_sentence(error, "while the history was written", smaller_model);
    const std::scoped_lock lock{mutex_};
    frames_from_ = Clock::now() + retry_after;
    if (std::exchange(told_, true)) return;
    notice_ = what + "; training goes on, and its history on disk as soon as that is mended.";
}

} // namespace wordfield::inline history
