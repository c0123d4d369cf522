// SPDX-License-Identifier: MIT
// Scores the corpus's relations on moments as they come, beside the window: never more than a tenth of the
// time, and the window never waits for it.
#pragma once

#include "model/geometry/analogies.hpp"
#include "model/train/moment.hpp"

#include <chrono>
#include <future>
#include <memory>
#include <optional>

namespace wordfield::app {

struct ScoredStep {
    std::uint64_t run = 0;
    std::int64_t step = 0;
    AnalogyScore score;
};

class AnalogyScorer {
public:
    /// Without `background`, offer() waits for the score: for pictures that are made from few moments.
    explicit AnalogyScorer(bool background) : background_{background} {}

    /// Begins to score when nothing is being scored, some time has passed since the last score, and the
    /// corpus has relations.
    void offer(const std::shared_ptr<const Moment>& moment);
    /// A score that is ready, once.
    [[nodiscard]] std::optional<ScoredStep> take();
    [[nodiscard]] bool busy() const { return job_.valid(); }

private:
    using Clock = std::chrono::steady_clock;
    bool background_;
    std::future<ScoredStep> job_;
    Clock::time_point began_{}, next_{};
    std::uint64_t run_ = 0;
    std::int64_t step_ = -1;
};

} // namespace wordfield::app
