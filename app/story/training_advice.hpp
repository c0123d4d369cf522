// SPDX-License-Identifier: MIT
// One plain sentence where a run goes wrong in a way that its curves show: a loss above that of guessing, a
// text that is learned by heart. Pure maths.
#pragma once

#include "model/train/moment.hpp"

#include <cstdint>
#include <string>

namespace wordfield::app {

/// Follows one run. What it says begins and ends at different thresholds, so that it does not come and go
/// with the noise of the batches.
class TrainingAdvice {
public:
    /// Moments of one run in the order of their steps.
    void record(const Moment& moment);
    /// Empty while there is nothing to say.
    [[nodiscard]] const std::string& sentence() const { return sentence_; }
    /// What the two losses say of the text so far; empty before both have been measured.
    [[nodiscard]] const std::string& verdict() const { return verdict_; }
    [[nodiscard]] bool by_heart() const { return by_heart_; }

private:
    void judge_loss(const Moment& moment);
    void judge_gap(const Moment& moment);

    std::int64_t step_ = 0, heldout_step_ = -1;
    int losses_ = 0;             // that are in the mean
    double mean_loss_ = 0.0;     // of the last ten moments or so, nats
    double least_heldout_ = 0.0; // nats
    bool worse_than_guessing_ = false, by_heart_ = false;
    std::string gap_; // the sentence about it, with the figures of the last measurement
    std::string verdict_;
    std::string sentence_;
};

} // namespace wordfield::app
