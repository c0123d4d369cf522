// SPDX-License-Identifier: MIT
// How much neighbourhoods change from one kept moment to the next: when words found their places.
#pragma once

#include "app/story/per_moment.hpp"
#include "model/core/history_point.hpp"

#include <cstdint>
#include <vector>

namespace wordfield::app {

class Churn {
public:
    static constexpr int nearest = 10; ///< neighbours that are compared
    static constexpr int most =
        120; ///< content words that are asked, the most frequent; of large tables fewer

    /// Brings it up to the kept moments. Works `budget` seconds, and on one moment at least.
    void update(const Timeline& timeline, double budget);

    /// Per kept moment but the first: the share of a word's ten nearest (centred cosine) that were not among
    /// them at the kept moment before, a mean over the words that are asked, 0 to 1.
    [[nodiscard]] const std::vector<HistoryPoint>& points() const { return points_; }
    /// Kept moments that are still to be looked at.
    [[nodiscard]] int pending() const { return moments_.pending(); }

private:
    using Lists = std::vector<std::vector<TokenId>>; // per asked word its nearest, by id
    [[nodiscard]] Lists look_at(const Moment& moment) const;

    std::uint64_t run_ = 0;
    std::vector<TokenId> words_;
    PerMoment<Lists> moments_;
    std::vector<HistoryPoint> points_;
};

} // namespace wordfield::app
