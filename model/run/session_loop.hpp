// SPDX-License-Identifier: MIT
// What the session's thread does: takes requests, lets the run step, publishes. Lives on
// that one thread; nothing here is shared but the mailbox and the moments.
#pragma once

#include "model/run/run.hpp"
#include "model/run/run_shelf.hpp"
#include "model/run/session.hpp"

namespace wordfield::inline run {

class SessionLoop {
public:
    SessionLoop(SessionOptions options, Mailbox<Asked>& mailbox, Latest<Moment>& moments,
                Latest<Status>& status, Replayer& replayer);

    /// Until a stop is requested.
    void run(std::stop_token stop);

private:
    using Clock = Run::Clock;

    void take_commands(std::stop_token stop);
    void train_once();
    void publish();
    void fail(const std::exception& error);
    void publish_moment();
    void publish_status();
    void pause(RunState state, std::string message);

    void handle(const Asked& asked);
    void save_what_was_asked();

    void begin_run(std::unique_ptr<Run> run);
    void find_beginning();
    void enter_run();
    [[nodiscard]] std::unique_ptr<Run> exchange_run(std::unique_ptr<Run> run);
    void give_notice(std::string text);
    void refuse(std::uint64_t ticket);
    /// Throws Error where there is nothing to train.
    void require_training() const;
    void apply(const SetRunning& command);
    void apply(const RunSteps& command);
    void apply(const Restart& command);
    void apply(const RestartWith& command);
    void apply(const UndoRestart& command);
    void apply(const SetSpeedLimit& command);
    void apply(const WatchRows& command);
    void apply(const SaveCheckpoint& command);
    void apply(const LoadCheckpoint& command);
    void apply(const ShowStep& command);
    void apply(const RecallSteps& command);
    void apply(const BranchFrom& command);
    void apply(const CancelReplay& command);
    void apply(const AdoptBranch& command);
    void apply(const SwitchRun& command);
    void apply(const DeleteRun& command);
    void apply(const RestoreRun& command);
    void apply(const NameRun& command);
    void apply(const SetKeyframeBytes& command);
    [[nodiscard]] Run* find_run(std::uint64_t number) const;
    [[nodiscard]] Way way_to(std::uint64_t run, std::int64_t step) const;
    [[nodiscard]] std::optional<Way> way_if_any(const Run& run, std::int64_t step) const;
    [[nodiscard]] std::optional<Way> way_before(const RunId& branch, std::int64_t until,
                                                std::int64_t step) const;
    void go_back_to(std::uint64_t run);
    void archive_run();
    void leave(Run& run) noexcept;
    void take_archive_notice();
    void reopen(std::uint64_t run);
    [[nodiscard]] RunArchive* archive_of(std::uint64_t run) const;
    [[nodiscard]] std::shared_ptr<const ArchivedRun> kept_run(std::uint64_t run) const;
    void keep_keyframes();
    void thin_keyframes();
    [[nodiscard]] std::size_t keyframe_bytes() const;

    SessionOptions options_;
    Mailbox<Asked>& mailbox_;
    Latest<Moment>& moments_;
    Latest<Status>& status_;
    Replayer& replayer_;
    std::unique_ptr<Run> run_;
    RunShelf shelf_;       ///< those that were left; their clocks stand
    std::string text_key_; ///< of the corpus; empty without an archive
    std::uint64_t deleted_kept_ =
        0; ///< the run of the archive alone that RestoreRun can bring back; 0 for none
    RunState state_;
    std::string message_;
    std::string notice_;
    std::uint64_t notice_number_ = 0;
    std::uint64_t applied_ = 0;          ///< ticket of the last command
    std::vector<TokenId> watched_;       ///< rows, in whatever run
    std::vector<std::uint64_t> refused_; ///< tickets of the latest commands that could not be done
    std::shared_ptr<const Moment> last_; ///< the newest
    std::int64_t budget_;                ///< steps that are left, -1 for no limit
    bool news_ = true;                   ///< something has changed that should be published at once
    bool moment_old_ = true; ///< since last_ was made the run has moved on, or was changed or measured
};

} // namespace wordfield::inline run
