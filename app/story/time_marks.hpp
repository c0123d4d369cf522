// SPDX-License-Identifier: MIT
// What happened when: the steps of a run that are worth going back to, found in its curves. Pure.
#pragma once

#include "app/story/experiments.hpp"
#include "app/story/history.hpp"
#include "app/story/meeting.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace wordfield::app {

struct TimeMark {
    enum class Kind { Purity, Relation, Loss, Meeting, Change, Branch };
    Kind kind = Kind::Change;
    std::int64_t step = 0;
    std::string what; ///< "purity passes .8"
    bool operator==(const TimeMark&) const = default;
};

/// In the order of their steps.
///  - Purity: the overall purity is above .5, .8, .9 for the first time.
///  - Relation: two thirds of its questions are right for the first time, and one third are not any more
///  after
///    that; of relations with six questions or more.
///  - Loss: the loss of a batch lies far above those before (see loss_spikes()).
///  - Meeting: of two chosen words the one becomes the other's nearest.
///  - Change: what was done by hand, unless it was taken back.
///  - Branch: where the run branched off another one.
std::vector<TimeMark> time_marks(const History& history, const Experiments& experiments,
                                 const Meeting* meeting, std::optional<std::int64_t> branched_at = {});

/// Steps at which a curve of losses jumps: the value lies above the median of the 16 points before by more
/// than eight of their median absolute deviations and by at least .3 nats. Of points that follow each other
/// the first counts. What lies before step 20 is no spike: there the curve falls.
std::vector<std::int64_t> loss_spikes(std::span<const HistoryPoint> points);

} // namespace wordfield::app
