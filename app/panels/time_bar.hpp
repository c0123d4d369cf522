// SPDX-License-Identifier: MIT
// The bar of the time panel: the steps of a run from left to right, how much moved when, what happened when,
// and the step that is shown.
#pragma once

#include "app/story/time_marks.hpp"
#include "app/ui/ui.hpp"
#include "model/core/history_point.hpp"

#include <cstdint>
#include <optional>
#include <span>

namespace wordfield::app {

struct TimeBar {
    std::int64_t first = 0, last = 1; ///< steps at its ends; the last is the newer
    std::int64_t shown = 0;
    bool live = true;
    std::span<const TimeMark> marks;
    std::span<const HistoryPoint> churn; ///< see Churn
};

/// What somebody asked the bar for.
struct TimeBarAsks {
    std::optional<std::int64_t> scrub;   ///< drag: the kept step that is nearest to it
    std::optional<std::int64_t> exactly; ///< the menu: this very step
    std::optional<std::int64_t> branch;  ///< the menu: go on from this step
    bool hovered = false;
};

/// `menu_step` is where its menu was opened, from one frame to the next.
TimeBarAsks draw_time_bar(Ui& ui, const TimeBar& bar, ImVec2 size, std::int64_t& menu_step);

} // namespace wordfield::app
