// SPDX-License-Identifier: MIT
// What the session's thread does: takes requests, steps, watches its pace and its health, publishes. Lives on
// that one thread; nothing here is shared but the mailbox and the snapshots.
#pragma once

#include "model/train/learner.hpp"
#include "model/train/pace.hpp"
#include "model/train/run_number.hpp"
#include "model/train/session.hpp"

namespace wordfield {

class SessionLoop {
public:
    SessionLoop(SessionOptions options, Mailbox<Command>& mailbox, Latest<Snapshot>& snapshots,
                Latest<std::string>& trouble);

    /// Until a stop is requested.
    void run(std::stop_token stop);

private:
    using Clock = Pace::Clock;

    void take_commands(std::stop_token stop);
    void train_once();
    void measure_heldout();
    void before_edit();
    void measure_edit();
    void publish();
    void fail(const std::exception& error);
    void publish_failure();
    void watch_row(Clock::time_point now);
    void pause(RunState state, std::string message);

    void handle(const Command& command);
    void save_what_was_asked();

    /// A run that another one took the place of.
    struct ReplacedRun {
        std::unique_ptr<Learner> trainer;
        std::shared_ptr<const RunHistory> earlier;
        bool reopened;
        std::uint64_t run;
        std::shared_ptr<const Snapshot> beginning;
        Pace pace; ///< stopped
        double saved_seconds;
    };
    void begin_run(std::unique_ptr<Learner> trainer, const RunFile* file = nullptr);
    void find_beginning();
    void enter_run();
    [[nodiscard]] ReplacedRun set_aside();
    void take_back(ReplacedRun run);
    void give_notice(std::string text);
    void apply(const SetRunning& command);
    void apply(const RunSteps& command);
    void apply(const Restart& command);
    void apply(const RestartWith& command);
    void apply(const UndoRestart& command);
    void apply(const SetLearningRate& command);
    void apply(const SetSpeedLimit& command);
    void apply(const SetPrompt& command);
    void apply(const SetComparison& command);
    void apply(const WatchRow& command);
    void apply(const SetOptimizer& command) { trainer_->set_optimizer(command.kind); }
    void apply(const SetSchedule& command) { trainer_->set_schedule(command.schedule); }
    void apply(const SetBatch& command) { trainer_->set_batch(command.batch); }
    void apply(const FreezeGroup& command) { trainer_->freeze_group(command.name, command.frozen); }
    void apply(const FreezeRow& command) { trainer_->freeze_row(command.row, command.frozen); }
    void apply(const SilenceHead& c) {
        before_edit();
        trainer_->silence_head(c.layer, c.head, c.silent);
        edited_ = true;
    }
    void apply(const RowEdit& command) {
        before_edit();
        trainer_->edit_row(command);
        edited_ = true;
    }
    void apply(const UndoRowEdit&) {
        before_edit();
        trainer_->undo_row_edit();
        edited_ = true;
    }
    void apply(const SaveCheckpoint& command);
    void apply(const LoadCheckpoint& command);

    SessionOptions options_;
    Mailbox<Command>& mailbox_;
    Latest<Snapshot>& snapshots_;
    Latest<std::string>& trouble_;
    std::unique_ptr<Learner> trainer_;
    Pace pace_;
    double saved_seconds_ = 0.0; ///< of the pace, when the run was last saved or read
    std::optional<ReplacedRun> replaced_;
    RunState state_;
    std::string message_;
    std::string notice_;
    std::uint64_t notice_number_ = 0;
    std::uint64_t run_ = next_run_number();
    std::shared_ptr<const Snapshot> beginning_; ///< the first snapshot of the run
    std::shared_ptr<const Snapshot> last_;      ///< the newest
    std::shared_ptr<const RunHistory> earlier_; ///< of a run that goes on from a file
    bool reopened_;                             ///< the run goes on from a file
    std::uint64_t request_ = 0;                 ///< of the prompt
    std::int64_t budget_;                       ///< steps that are left, -1 for no limit
    HeldOut heldout_;
    std::int64_t heldout_step_ = -1;
    std::optional<HeldOut> before_edit_; ///< of the same step, while `edited_`
    MeasuredEdit edit_;
    std::vector<HeadStats> head_stats_; ///< at heldout_step_
    std::vector<TokenId> comparison_;
    std::optional<TokenId> watched_;
    std::vector<PullingWindow> pulling_;
    Clock::time_point next_watch_{};
    bool edited_ = false; ///< the weights were changed by hand since held-out text was measured
    bool news_ = true;    ///< something has changed that should be published at once
};

} // namespace wordfield
