// SPDX-License-Identifier: MIT
// The curves of a run as plain numbers, to be kept with it.
#pragma once

#include "model/core/history_point.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace wordfield::inline run {

struct HistoryCurve {
    static constexpr std::string_view train_loss = "train loss", heldout_loss = "held-out loss",
                                      purity = "purity", map_motion = "map motion",
                                      space_motion = "space motion", relation = "relation ";

    std::string name;                 ///< one of those above, or `relation` and the relation's name
    std::int64_t questions = 0;       ///< of a relation; 0 otherwise
    std::vector<HistoryPoint> points; ///< with growing steps; all numbers are finite
    bool operator==(const HistoryCurve&) const = default;
};

struct RunHistory {
    std::vector<HistoryCurve> curves;
    bool operator==(const RunHistory&) const = default;
};

} // namespace wordfield::inline run
