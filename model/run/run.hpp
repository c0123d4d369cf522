// SPDX-License-Identifier: MIT
// One life of one model: its trainer, its clock, what was asked of it and what was measured on held-out text.
// Has no thread: Session puts one around it, --headless a loop. Both train, fail and measure alike.
#pragma once

#include "model/run/archive.hpp"
#include "model/run/keyframes.hpp"
#include "model/run/replayer.hpp"
#include "model/run/run_file.hpp"
#include "model/run/status.hpp"
#include "model/run/training_clock.hpp"
#include "model/train/trainer.hpp"

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace wordfield::inline run {

/// Of held-out text, for a measurement on the way: some hundredth of the training time every 50 steps.
constexpr int heldout_windows = 64;

class Run {
public:
    using Clock = TrainingClock::Clock;
    static constexpr std::int64_t endless = std::numeric_limits<std::int64_t>::max();

    /// From the beginning. Throws Error as make_trainer() does.
    Run(std::shared_ptr<const Corpus> corpus, const ModelConfig& model, const TrainConfig& train);
    /// Goes on from a file.
    Run(std::shared_ptr<const Corpus> corpus, const RunFile& file);
    /// A run of its own that begins with what `parent` was after `tick` of its steps, by way of `from`, a
    /// keyframe of it. With no command it takes the same steps again.
    Run(std::shared_ptr<const Corpus> corpus, const Run& parent, const Keyframe& from, std::int64_t tick);
    /// The same, of a trainer that was made again already.
    Run(std::shared_ptr<const Corpus> corpus, ReplayedTrainer from);
    /// Goes on from an archive, which keeps it from then on, too.
    Run(std::shared_ptr<const Corpus> corpus, ReopenedRun from);

    [[nodiscard]] const RunId& id() const { return id_; }
    [[nodiscard]] Trainer& trainer() { return *trainer_; }
    [[nodiscard]] const Trainer& trainer() const { return *trainer_; }
    [[nodiscard]] const Corpus& corpus() const { return *corpus_; }
    [[nodiscard]] TrainingClock& clock() { return clock_; }
    [[nodiscard]] std::int64_t step_count() const { return trainer_->step_count(); }
    /// How many steps were made, those included that rolling back took away. Never falls.
    [[nodiscard]] std::int64_t ticks() const { return ticks_; }

    /// Trains one step. False when the loss is no number: the weights are then those of the last good moment,
    /// some hundred steps ago at most.
    bool step();
    /// What a sentence says of step() after it was false.
    [[nodiscard]] std::string divergence() const;

    /// Throws Error, and has then changed nothing, when it cannot be done; what is done stands in the
    /// journal.
    void apply(const TrainingCommand& command, std::uint64_t ticket = 0);
    [[nodiscard]] const Journal& journal() const { return journal_; }
    [[nodiscard]] Keyframe keyframe() const { return {ticks_, journal_.size(), trainer_->state()}; }
    /// Whether memory or the archive is due for one.
    [[nodiscard]] bool keyframe_due() const;
    /// Takes one, where one is due, and keeps it: way_to() is short from then on.
    void keep_keyframe_when_due();
    /// The same for the archive alone, where nobody looks back meanwhile.
    void archive_keyframe_when_due();
    [[nodiscard]] Keyframes& keyframes() { return keyframes_; }
    /// To a step that it was at, where a keyframe is kept that does not lie after it; nothing otherwise.
    /// Where training went back and came by again, the last time counts, of those before it had made `until`
    /// steps.
    [[nodiscard]] std::optional<Way> way_to(std::int64_t step, std::int64_t until = endless) const;
    /// Of a branch: the steps that its parent had made where it begins, as far as that is known.
    [[nodiscard]] std::int64_t parent_ticks() const { return parent_ticks_; }

    /// From now on, and what was asked until now. Null stops that.
    void keep_in(std::shared_ptr<RunArchive> archive);
    [[nodiscard]] RunArchive* archive() const { return archive_.get(); }
    /// The archive learns where the run is.
    void tell_archive();
    /// The same, and gets what it needs to go on from here without making a step again.
    void archive_now();

    /// The loss on held-out text and where heads look, for the step that the run is at.
    void measure_heldout();
    /// The same at every fiftieth step.
    void measure_when_due();
    [[nodiscard]] const HeldOut& heldout() const { return heldout_; }
    /// -1 before the first measurement, and where there is no held-out text.
    [[nodiscard]] std::int64_t heldout_step() const { return heldout_step_; }
    [[nodiscard]] bool heldout_is_old() const { return heldout_step_ != step_count(); }
    /// Measures what changes by hand since the last call did to the loss. To be called before the next step.
    void settle_edits();

    /// The step that the run is at, with what was measured of it.
    [[nodiscard]] Moment moment();
    /// Its number, times and speeds; the rest is for whoever runs it to say.
    [[nodiscard]] Status status(Clock::time_point now) const;

    /// The moment it began with; null until somebody sets it.
    std::shared_ptr<const Moment> beginning;
    std::string name; ///< for whoever chooses among several; may be empty
    /// The run goes on from a file: between `beginning` and that nothing is known.
    [[nodiscard]] bool reopened() const { return reopened_; }
    [[nodiscard]] const std::shared_ptr<const RunHistory>& earlier() const { return earlier_; }
    /// What is trained from now on would be lost.
    void saved(Clock::time_point now) { saved_seconds_ = clock_.seconds(now); }

private:
    void before_edit();
    [[nodiscard]] RunProgress progress() const;

    std::shared_ptr<const Corpus> corpus_;
    std::unique_ptr<Trainer> trainer_;
    RunId id_;
    std::int64_t parent_ticks_ = endless;
    TrainingClock clock_;
    double saved_seconds_ = 0.0; ///< of the clock
    Journal journal_;
    std::int64_t ticks_ = 0;
    std::vector<Stretch> stretches_; ///< the first at tick 0, one more whenever training went back
    Keyframes keyframes_;
    std::shared_ptr<RunArchive> archive_; ///< null for none
    bool reopened_ = false;
    std::shared_ptr<const RunHistory> earlier_; ///< the curves until then of a run that goes on from a file
    HeldOut heldout_;
    std::int64_t heldout_step_ = -1;
    std::vector<HeadStats> head_stats_; ///< at heldout_step_
    bool edited_ = false;               ///< the weights were changed by hand since held-out text was measured
    std::optional<HeldOut> before_edit_; ///< of the same step, while `edited_`
    MeasuredEdit edit_;
};

} // namespace wordfield::inline run
