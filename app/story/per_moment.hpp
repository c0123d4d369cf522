// SPDX-License-Identifier: MIT
// Something that is found out of every kept moment of a run: once each, some of it in every frame, for as
// long as the moment is kept. Does not keep moments alive.
#pragma once

#include "model/core/cached.hpp"
#include "model/run/timeline.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace wordfield::app {

template <class Found>
class PerMoment {
public:
    struct Entry {
        CachedKey<std::shared_ptr<const Moment>> of{nullptr};
        std::int64_t step = 0;
        std::optional<Found> found;
    };

    /// Follows the kept moments, and looks with `find` at those that are still to be looked at, the newest
    /// first: for `budget` seconds, and at one at least. True when anything is another than before.
    template <class Find>
    bool update(const std::vector<Timeline::Kept>& moments, double budget, Find find) {
        using Clock = std::chrono::steady_clock;
        const auto end = Clock::now() + std::chrono::duration<double>{budget};
        bool news = follow(moments);
        for (std::size_t i = entries_.size(); pending_ > 0 && i-- > 0;) {
            if (entries_[i].found) continue;
            entries_[i].found = find(*moments[i].moment);
            --pending_;
            news = true;
            if (Clock::now() >= end) break;
        }
        return news;
    }

    /// As the moments.
    [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }
    /// Those that are still to be looked at.
    [[nodiscard]] int pending() const { return pending_; }

private:
    // Their steps rise, in both lists.
    bool follow(const std::vector<Timeline::Kept>& moments) {
        std::vector<Entry> now(moments.size());
        bool changed = entries_.size() != moments.size();
        std::size_t old = 0;
        pending_ = 0;
        for (std::size_t i = 0; i < moments.size(); ++i) {
            const auto& moment = moments[i].moment;
            while (old < entries_.size() && entries_[old].step < moment->step) ++old;
            if (old < entries_.size() && entries_[old].of.is(moment)) {
                now[i] = std::move(entries_[old++]);
            } else {
                now[i] = {CachedKey{moment}, moment->step, std::nullopt};
                changed = true;
            }
            pending_ += now[i].found ? 0 : 1;
        }
        entries_ = std::move(now);
        return changed;
    }

    std::vector<Entry> entries_;
    int pending_ = 0;
};

} // namespace wordfield::app
