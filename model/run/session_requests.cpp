// SPDX-License-Identifier: MIT
// What may be asked of a session beyond what its run does by itself.
#include "model/run/session_loop.hpp"

#include "model/core/error.hpp"
#include "model/core/failure.hpp"
#include "model/core/number_text.hpp"
#include "model/run/checkpoint.hpp"

#include <utility>

namespace wordfield::inline run {

void SessionLoop::require_training() const {
    if (!run_->trainer().capabilities().trains)
        throw Error{options_.corpus->name, "holds vectors that are as they are: there is nothing to train",
                    "open a text to train a model on it"};
}

void SessionLoop::apply(const SetRunning& command) {
    if (command.running) require_training();
    if (!command.running) {
        if (state_ == RunState::Running) pause(RunState::Paused, "");
        return;
    }
    state_ = RunState::Running;
    message_.clear();
    budget_ = -1;
    run_->clock().start(Clock::now());
}

void SessionLoop::apply(const RunSteps& command) {
    apply(SetRunning{command.count > 0});
    budget_ = command.count > 0 ? command.count : -1;
}

void SessionLoop::apply(const Restart& command) {
    TrainConfig train = run_->trainer().config();
    train.seed = command.seed;
    apply(RestartWith{run_->trainer().model(), train});
}

void SessionLoop::apply(const RestartWith& command) {
    require_training();
    ModelConfig model = command.model;
    model.vocabulary = options_.corpus->lexicon.vocabulary.size();
    validate(model, command.train);
    shelf_.make_room(bytes_taken(*run_)); // of large models two at a time are in memory, never three
    begin_run(std::make_unique<Run>(options_.corpus, command.model, command.train));
}

// Where memory does not suffice for the new run's first moment, the old run goes on.
void SessionLoop::begin_run(std::unique_ptr<Run> run) {
    const std::uint64_t before = run_->id().number;
    shelf_.put(exchange_run(std::move(run)));
    try {
        enter_run();
    } catch (...) {
        exchange_run(shelf_.take(before)).reset();
        throw;
    }
}

// The one that is there until now is returned whole, so that going back to it needs nothing to be computed
// again.
std::unique_ptr<Run> SessionLoop::exchange_run(std::unique_ptr<Run> run) {
    run_->clock().stop(Clock::now());
    run->clock().set_limit(run_->clock().limit()); // a setting of the window, not of the run
    std::swap(run_, run);
    run_->trainer().watch_rows(watched_);
    run->trainer().watch_rows({});
    leave(*run);
    if (state_ == RunState::Running) run_->clock().start(Clock::now());
    return run;
}

void SessionLoop::enter_run() {
    if (state_ == RunState::Failed) state_ = RunState::Paused;
    message_.clear();
    budget_ = -1;
    moment_old_ = true;
    run_->measure_heldout();
    publish(); // the step at which a run begins is always seen
    archive_run();
    keep_keyframes();
}

void SessionLoop::apply(const UndoRestart&) {
    const Run* const left = shelf_.last();
    if (left == nullptr)
        throw Error{"undo", "finds no earlier run to go back to", "open a saved one with Ctrl+O"};
    give_notice("Back in the run before, at step " + with_commas(left->step_count()) + ".");
    go_back_to(left->id().number);
}

void SessionLoop::apply(const SaveCheckpoint& command) {
    try {
        require_training();
        const bool same_run = command.run == run_->id().number;
        save_checkpoint(command.path, run_->trainer(), options_.corpus->source.get(),
                        same_run ? command.history.get() : run_->earlier().get());
        run_->saved(Clock::now());
        if (command.done) command.done->set_value();
    } catch (const std::exception& error) {
        // Whoever waits gets an exception of its own: this one is read on this thread when it is told.
        if (command.done)
            command.done->set_exception(std::make_exception_ptr(Error{
                failure_sentence(error, "while " + command.path.string() + " was written", smaller_model)}));
        throw;
    }
    give_notice("Saved step " + with_commas(run_->step_count()) + " to " + command.path.string() + ".");
}

void SessionLoop::apply(const LoadCheckpoint& command) {
    const auto file = command.file ? command.file : std::make_shared<const RunFile>(load_run(command.path));
    require_same_words(file->trainer, *options_.corpus,
                       command.path.string()); // before the run that can be gone back to is given up
    shelf_.make_room(bytes_taken(*run_));
    auto run = std::make_unique<Run>(options_.corpus, *file);
    give_notice("Resumed at step " + with_commas(run->step_count()) + " of " + command.path.string() + "." +
                other_instructions(file->trainer));
    begin_run(std::move(run));
}

void SessionLoop::apply(const WatchRows& command) {
    run_->trainer().watch_rows(command.rows);
    watched_ = command.rows;
}

void SessionLoop::apply(const SetSpeedLimit& command) {
    run_->clock().set_limit(command.steps_per_second);
}

} // namespace wordfield::inline run
