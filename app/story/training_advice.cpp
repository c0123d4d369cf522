// SPDX-License-Identifier: MIT
#include "app/story/training_advice.hpp"

#include "app/story/text_verdict.hpp"
#include "model/analysis/loss_decomposition.hpp"

#include <algorithm>

namespace wordfield::app {
namespace {

constexpr int remembered = 10;  // moments in the running mean
constexpr int least_losses = 5; // before anything is said of it
// Of the loss of guessing: a model that has learned nothing stands at 1, a batch of it a few hundredths off.
constexpr double worse = 1.1, no_worse = 1.0;
// Of the loss of guessing: how far held-out text lies above the batches, and above its own best.
constexpr double wide_gap = 0.15, small_gap = 0.08, risen = 0.02;

} // namespace

void TrainingAdvice::record(const Moment& moment) {
    if (moment.step > 0 && moment.step != step_) {
        losses_ = std::min(losses_ + 1, remembered);
        mean_loss_ += (static_cast<double>(moment.train_loss) - mean_loss_) / losses_;
        step_ = moment.step;
        judge_loss(moment);
    }
    if (moment.heldout_step != heldout_step_) judge_gap(moment);
    sentence_.clear();
    if (by_heart_) sentence_ = gap_;
    if (worse_than_guessing_)
        sentence_ = "The loss is above that of guessing at random: lower the learning rate.";
}

void TrainingAdvice::judge_loss(const Moment& moment) {
    const double guess = guessing_loss(moment);
    if (losses_ < least_losses) return;
    worse_than_guessing_ = mean_loss_ > (worse_than_guessing_ ? no_worse : worse) * guess;
}

// A loss on held-out text that stands still above the batches' is the usual price of a small text; one that
// rises again while theirs falls tells that single sentences are learned.
void TrainingAdvice::judge_gap(const Moment& moment) {
    const auto heldout = static_cast<double>(moment.heldout_loss);
    const bool first = heldout_step_ < 0;
    heldout_step_ = moment.heldout_step;
    least_heldout_ = first ? heldout : std::min(least_heldout_, heldout);
    if (losses_ < least_losses) return;
    const double guess = guessing_loss(moment);
    const double gap = heldout - mean_loss_;
    by_heart_ = by_heart_ ? gap > small_gap * guess
                          : gap > wide_gap * guess && heldout > least_heldout_ + risen * guess;
    verdict_ = text_verdict({mean_loss_, heldout, guess, by_heart_});
    if (by_heart_) gap_ = verdict_;
}

} // namespace wordfield::app
