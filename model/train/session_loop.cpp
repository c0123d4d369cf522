// SPDX-License-Identifier: MIT
#include "model/train/session_loop.hpp"

#include "model/core/error.hpp"
#include "model/core/failure.hpp"
#include "model/train/checkpoint.hpp"
#include "model/train/first_step.hpp"

#include <algorithm>
#include <functional>
#include <utility>

namespace wordfield {
namespace {

constexpr int heldout_every = 50;   // steps
constexpr int heldout_windows = 64; // with 50 steps between: some hundredth of the training time
constexpr std::size_t most_pulling = 12;
constexpr auto watch_interval = std::chrono::milliseconds{500}; // a look costs up to a step

// A rare word is in few batches: windows found before stay until as many newer ones have come.
void keep_recent(std::vector<PullingWindow>& kept, std::vector<PullingWindow> found, std::int64_t step) {
    std::erase_if(kept, [&](const PullingWindow& w) { return w.step >= step; }); // looked at again
    for (PullingWindow& window : found) {
        window.step = step;
        kept.push_back(std::move(window));
    }
    std::ranges::stable_sort(kept, std::greater{}, &PullingWindow::step);
    if (kept.size() > most_pulling) kept.resize(most_pulling);
    std::ranges::stable_sort(kept, std::greater{}, &PullingWindow::gradient_norm);
}

} // namespace

SessionLoop::SessionLoop(SessionOptions options, Mailbox<Command>& mailbox, Latest<Snapshot>& snapshots,
                         Latest<std::string>& trouble)
    : options_{std::move(options)}, mailbox_{mailbox}, snapshots_{snapshots}, trouble_{trouble},
      trainer_{options_.resume ? make_learner(options_.corpus, options_.resume->trainer)
                               : make_learner(options_.corpus, options_.model, options_.train)},
      state_{options_.start_running && options_.step_budget != 0 ? RunState::Running : RunState::Paused},
      earlier_{options_.resume ? options_.resume->history : nullptr}, reopened_{options_.resume != nullptr},
      budget_{options_.step_budget} {
    options_.resume.reset(); // as large as the model itself
}

void SessionLoop::run(std::stop_token stop) {
    const auto attempt = [this](auto work) { // memory may end anywhere
        try {
            work();
        } catch (const std::exception& error) {
            fail(error);
        }
    };
    if (state_ == RunState::Running) pace_.start(Clock::now());
    attempt([this] {
        measure_heldout();
        publish(); // the noise before the beginning
    });
    while (!stop.stop_requested()) {
        take_commands(stop);
        attempt([this] {
            if (std::exchange(edited_, false)) measure_edit();
            if (state_ == RunState::Running && pace_.until_step(Clock::now()) <= Clock::duration::zero())
                train_once();
            if (news_ || (state_ == RunState::Running && pace_.snapshot_due(Clock::now()))) publish();
        });
    }
    save_what_was_asked();
}

// Whoever saves and closes at once finds the file, with what was asked for before it in it.
void SessionLoop::save_what_was_asked() {
    const std::vector<Command> commands = mailbox_.drain();
    const auto last = std::find_if(commands.rbegin(), commands.rend(), [](const Command& command) {
                          return std::holds_alternative<SaveCheckpoint>(command);
                      }).base();
    std::for_each(commands.begin(), last, [this](const Command& command) { handle(command); });
    if (last != commands.begin()) publish();
}

// Training pauses with the weights that it has. The sentence gets out even where a snapshot does not.
void SessionLoop::fail(const std::exception& error) {
    const std::string what = failure_sentence(
        error, "at step " + std::to_string(trainer_->step_count()) + ", where training waits", smaller_model);
    pause(RunState::Failed, what);
    try {
        publish();
    } catch (const std::exception&) {
        publish_failure();
    }
}

// The last snapshot once more, with nothing new but why there is no newer one.
void SessionLoop::publish_failure() {
    news_ = false;
    try {
        if (last_) {
            auto again = std::make_shared<Snapshot>(*last_);
            again->state = state_;
            again->message = message_;
            last_ = again;
            snapshots_.publish(std::move(again));
        } else {
            trouble_.publish(std::make_shared<const std::string>(message_));
        }
    } catch (const std::exception&) {
        return; // not even that; the next request tries again
    }
    if (options_.on_news) options_.on_news();
}

// Sleeps while there is nothing to do: for good when paused, until the next step is due when the speed is
// limited.
void SessionLoop::take_commands(std::stop_token stop) {
    const auto wait = std::chrono::ceil<std::chrono::milliseconds>(pace_.until_step(Clock::now()));
    std::vector<Command> commands;
    if (state_ != RunState::Running)
        commands = mailbox_.wait_drain(stop);
    else if (wait.count() > 0)
        commands = mailbox_.wait_drain(stop, wait);
    else
        commands = mailbox_.drain();
    for (const Command& command : commands) handle(command);
}

// A request that cannot be done has changed nothing: the trainer checks before it acts.
void SessionLoop::handle(const Command& command) {
    news_ = true; // live settings are shown at once
    try {
        std::visit([this](const auto& c) { apply(c); }, command);
    } catch (const std::exception& error) {
        give_notice(failure_sentence(error, "by what was asked for, which is left undone", smaller_model));
    }
}

void SessionLoop::give_notice(std::string text) {
    notice_ = std::move(text);
    ++notice_number_;
}

void SessionLoop::train_once() {
    trainer_->step();
    pace_.step_done(Clock::now());
    if (trainer_->failed()) {
        trainer_->go_back();
        pause(RunState::Failed, "Training diverged and went back to step " +
                                    std::to_string(trainer_->step_count()) + ". Try half the learning rate.");
        measure_heldout(); // what was measured last may be of a later step
        return;
    }
    if (trainer_->step_count() % heldout_every == 0) measure_heldout();
    if (budget_ > 0 && --budget_ == 0) {
        budget_ = -1;
        pause(RunState::Paused, "");
    }
}

void SessionLoop::measure_heldout() {
    auto measured = trainer_->measure_heldout(heldout_windows);
    if (!measured) return;
    heldout_ = std::move(*measured);
    heldout_step_ = trainer_->step_count();
    head_stats_ = trainer_->head_stats();
}

// What an edit does to the loss is the difference to the loss just before it, not to one some steps ago.
void SessionLoop::before_edit() {
    if (edited_) return;
    if (heldout_step_ != trainer_->step_count()) measure_heldout();
    before_edit_.reset();
    if (heldout_step_ == trainer_->step_count()) before_edit_ = heldout_;
}

void SessionLoop::measure_edit() {
    measure_heldout();
    if (!before_edit_ || heldout_step_ != trainer_->step_count()) return;
    const MeanLoss change = difference_of(before_edit_->windows, heldout_.windows);
    edit_ = {edit_.number + 1, heldout_step_, before_edit_->loss.mean, heldout_.loss.mean, change.error};
}

void SessionLoop::pause(RunState state, std::string message) {
    pace_.stop(Clock::now());
    state_ = state;
    message_ = std::move(message);
    news_ = true;
    if (state != RunState::Failed && heldout_step_ != trainer_->step_count()) measure_heldout();
}

void SessionLoop::find_beginning() {
    const auto first = first_step_of(*trainer_, options_.corpus, options_.prompt);
    if (!first) return;
    first->run = run_;
    first->reopened = true;
    first->state = RunState::Paused;
    first->probe.request = request_;
    beginning_ = first;
}

void SessionLoop::publish() {
    if (!beginning_ && reopened_) find_beginning();
    auto snapshot = std::make_shared<Snapshot>(trainer_->snapshot(options_.prompt));
    const auto now = Clock::now();
    snapshot->run = run_;
    snapshot->earlier = earlier_;
    snapshot->reopened = reopened_;
    snapshot->beginning = beginning_;
    snapshot->state = state_;
    snapshot->message = message_;
    snapshot->notice = notice_;
    snapshot->notice_number = notice_number_;
    snapshot->speed_limit = pace_.limit();
    snapshot->seconds = pace_.seconds(now);
    snapshot->unsaved_seconds = snapshot->seconds - saved_seconds_;
    if (replaced_) snapshot->replaced_step = replaced_->trainer->step_count();
    snapshot->steps_per_second = pace_.steps_per_second();
    snapshot->tokens_per_second = pace_.steps_per_second() * static_cast<double>(trainer_->tokens_per_step());
    snapshot->heldout_loss = static_cast<float>(heldout_.loss.mean);
    snapshot->heldout_error = static_cast<float>(heldout_.loss.error);
    snapshot->heldout_in_view = heldout_.in_view;
    snapshot->heldout_step = heldout_step_;
    snapshot->edit = edit_;
    snapshot->head_stats = head_stats_;
    snapshot->probe.request = request_;
    if (!comparison_.empty()) snapshot->comparison = trainer_->probe(comparison_);
    watch_row(now);
    snapshot->watched_row = watched_;
    snapshot->pulling = pulling_;
    if (!beginning_) beginning_ = snapshot;
    last_ = snapshot;
    snapshots_.publish(std::move(snapshot));
    pace_.snapshot_published(now);
    news_ = false;
    if (options_.on_news) options_.on_news();
}

void SessionLoop::watch_row(Clock::time_point now) {
    if (!watched_ || now < next_watch_) return;
    keep_recent(pulling_, trainer_->pulling_windows(*watched_), trainer_->step_count());
    next_watch_ = now + watch_interval;
}

void SessionLoop::apply(const WatchRow& command) {
    watched_.reset();
    pulling_.clear();
    next_watch_ = {};
    if (!command.row) return;
    trainer_->check_row(*command.row);
    watched_ = command.row;
}

void SessionLoop::apply(const SetRunning& command) {
    if (!command.running) {
        if (state_ == RunState::Running) pause(RunState::Paused, "");
        return;
    }
    state_ = RunState::Running;
    message_.clear();
    budget_ = -1;
    pace_.start(Clock::now());
}

void SessionLoop::apply(const RunSteps& command) {
    apply(SetRunning{command.count > 0});
    budget_ = command.count > 0 ? command.count : -1;
}

void SessionLoop::apply(const Restart& command) {
    TrainConfig train = trainer_->config();
    train.seed = command.seed;
    apply(RestartWith{trainer_->model(), train});
}

void SessionLoop::apply(const RestartWith& command) {
    ModelConfig model = command.model;
    model.vocabulary = options_.corpus->vocabulary.size();
    validate(model, command.train);
    replaced_.reset(); // two models at a time are in memory, never three
    begin_run(make_learner(options_.corpus, command.model, command.train));
}

// Where memory does not suffice for the new run's first snapshot, the old run goes on.
void SessionLoop::begin_run(std::unique_ptr<Learner> trainer, const RunFile* file) {
    replaced_ = set_aside();
    trainer_ = std::move(trainer);
    earlier_ = file != nullptr ? file->history : nullptr;
    reopened_ = file != nullptr;
    run_ = next_run_number();
    beginning_.reset();
    pace_.restart(Clock::now());
    saved_seconds_ = 0.0;
    try {
        enter_run();
    } catch (...) {
        take_back(*std::exchange(replaced_, std::nullopt));
        throw;
    }
}

// Whole, so that going back to it needs nothing to be computed again.
SessionLoop::ReplacedRun SessionLoop::set_aside() {
    Pace pace = pace_;
    pace.stop(Clock::now());
    return {std::move(trainer_), earlier_, reopened_, run_, std::move(beginning_), pace, saved_seconds_};
}

void SessionLoop::take_back(ReplacedRun run) {
    trainer_ = std::move(run.trainer);
    earlier_ = std::move(run.earlier);
    reopened_ = run.reopened;
    run_ = run.run;
    beginning_ = std::move(run.beginning);
    saved_seconds_ = run.saved_seconds;
    const double limit = pace_.limit(); // a setting of the window, not of the run
    pace_ = run.pace;
    pace_.set_limit(limit);
    if (state_ == RunState::Running) pace_.start(Clock::now());
}

void SessionLoop::enter_run() {
    if (state_ == RunState::Failed) state_ = RunState::Paused;
    message_.clear();
    budget_ = -1;
    heldout_step_ = -1;
    edited_ = false;
    head_stats_.clear(); // what was measured of the model before is none of this one's
    pulling_.clear();
    next_watch_ = {};
    measure_heldout();
    publish(); // the step at which a run begins is always seen
}

void SessionLoop::apply(const UndoRestart&) {
    if (!replaced_) throw Error{"undo", "finds no earlier run to go back to", "open a saved one with Ctrl+O"};
    ReplacedRun back = std::move(*replaced_);
    replaced_ = set_aside();
    take_back(std::move(back));
    give_notice("Back in the run before, at step " + std::to_string(trainer_->step_count()) + ".");
    enter_run();
}

void SessionLoop::apply(const SaveCheckpoint& command) {
    try {
        const bool same_run = command.run == run_;
        save_checkpoint(command.path, *trainer_, options_.corpus->source.get(),
                        same_run ? command.history.get() : earlier_.get());
        saved_seconds_ = pace_.seconds(Clock::now());
        if (command.done) command.done->set_value();
    } catch (const std::exception& error) {
        // Whoever waits gets an exception of its own: this one is read on this thread when it is told.
        if (command.done)
            command.done->set_exception(std::make_exception_ptr(Error{
                failure_sentence(error, "while " + command.path.string() + " was written", smaller_model)}));
        throw;
    }
    give_notice("Saved step " + std::to_string(trainer_->step_count()) + " to " + command.path.string() +
                ".");
}

void SessionLoop::apply(const LoadCheckpoint& command) {
    const auto file = command.file ? command.file : std::make_shared<const RunFile>(load_run(command.path));
    require_same_words(file->trainer, *options_.corpus,
                       command.path.string()); // before the run that can be gone back to is given up
    replaced_.reset();
    auto trainer = make_learner(options_.corpus, file->trainer);
    give_notice("Going on from step " + std::to_string(trainer->step_count()) + " of " +
                command.path.string() + ".");
    begin_run(std::move(trainer), file.get());
}

void SessionLoop::apply(const SetLearningRate& command) {
    trainer_->set_learning_rate(std::clamp(command.rate, 1e-8F, 100.0F));
}

void SessionLoop::apply(const SetSpeedLimit& command) {
    pace_.set_limit(command.steps_per_second);
}

void SessionLoop::apply(const SetComparison& command) {
    for (const TokenId token : command.tokens) trainer_->check_row(token);
    comparison_ = command.tokens;
}

void SessionLoop::apply(const SetPrompt& command) {
    for (const TokenId token : command.tokens) trainer_->check_row(token);
    options_.prompt = command.tokens;
    request_ = command.request;
}

} // namespace wordfield
