// SPDX-License-Identifier: MIT
// The inquiries that are asked at the moment, and how far each of them is: the reader's thread's.
#pragma once

#include "model/run/inquiry.hpp"
#include "model/run/reading.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

namespace wordfield::inline run {

class InquiryDesk {
public:
    using Clock = std::chrono::steady_clock;

    /// Takes over what the reading's question asks, keeps what is known of it and drops the rest.
    void follow(const Reading& reading);
    /// When the next piece of work is due; nothing where all is known. While training goes on all inquiries
    /// together take a thirtieth of one thread's time at most, a fifteenth until each is answered for the
    /// first time.
    [[nodiscard]] std::optional<Clock::time_point> due() const;
    /// One piece of the inquiry that has waited longest. An inquiry that was begun of an earlier moment of
    /// the same run is finished of that: while training goes on, no later one would ever be. Throws what it
    /// throws; it then is not tried again in this run until another one is asked.
    void work(Network::Room& room);
    /// Whose network the next piece of work passes through; null where none is due.
    [[nodiscard]] const Moment* next() const;
    /// Of each inquiry the newest that is complete, or what there is so far where none is.
    [[nodiscard]] std::shared_ptr<const Findings> findings() const;

private:
    /// What an inquiry is made of.
    struct Subject {
        std::shared_ptr<const Moment> moment;
        std::shared_ptr<const Trace> trace, comparison;
    };
    struct Entry {
        std::shared_ptr<const Inquiry> inquiry;
        std::optional<Subject> begun;         ///< what `piece` is of, while it is not complete
        std::shared_ptr<const Finding> piece; ///< the last
        std::optional<Found> found;
        Clock::time_point worked{}; ///< when it had its last piece of work; long ago for one that is new
        bool failed = false, answered = false; ///< `answered`: once it was complete
    };
    [[nodiscard]] bool settled(const Entry& entry) const;
    /// Whose turn it is; null where all is known.
    [[nodiscard]] const Entry* first() const;
    void begin_anew(Entry& entry);
    [[nodiscard]] bool goes_on(const Entry& entry) const;
    [[nodiscard]] static bool same_sentences(const Entry& entry, const Subject& a, const Subject& b);

    Subject now_;
    bool trains_ = false, live_ = true;
    Clock::time_point rests_until_{}; ///< the next piece of work comes no earlier
    std::vector<Entry> entries_;
};

} // namespace wordfield::inline run
