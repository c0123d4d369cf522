// SPDX-License-Identifier: MIT
// What the session's thread does: takes requests, steps, watches its pace and its health, publishes. Lives on
// that one thread; nothing here is shared but the mailbox and the snapshots.
#pragma once

#include "model/train/pace.hpp"
#include "model/train/session.hpp"
#include "model/train/trainer.hpp"

namespace wordfield {

class SessionLoop {
public:
    SessionLoop(SessionOptions options, Mailbox<Command>& mailbox, Latest<Snapshot>& snapshots);

    /// Until a stop is requested.
    void run(std::stop_token stop);

private:
    void take_commands(std::stop_token stop);
    void train_once();
    void measure_heldout();
    void publish();
    void pause(RunState state, std::string message);

    void apply(const SetRunning& command);
    void apply(const RunSteps& command);
    void apply(const Restart& command);
    void apply(const SetLearningRate& command);
    void apply(const SetSpeedLimit& command);
    void apply(const SetPrompt& command);

    SessionOptions options_;
    Mailbox<Command>& mailbox_;
    Latest<Snapshot>& snapshots_;
    std::unique_ptr<Trainer> trainer_;
    Pace pace_;
    RunState state_;
    std::string message_;
    std::uint64_t run_ = 0;
    std::uint64_t request_ = 0; ///< of the prompt
    std::int64_t budget_;       ///< steps that are left, -1 for no limit
    float heldout_ = 0.0F;
    std::int64_t heldout_step_ = -1;
    bool news_ = true; ///< something has changed that should be published at once
};

} // namespace wordfield
