// SPDX-License-Identifier: MIT
#include "model/run/session_loop.hpp"

#include "model/core/failure.hpp"
#include "model/run/first_step.hpp"

#include <algorithm>
#include <functional>
#include <type_traits>
#include <utility>

namespace wordfield::inline run {
namespace {

constexpr std::chrono::milliseconds look_at_disk{1000};

std::unique_ptr<Run> first_run(const SessionOptions& o) {
    if (o.reopened) return std::make_unique<Run>(o.corpus, std::move(*o.reopened));
    if (o.resume) return std::make_unique<Run>(o.corpus, *o.resume);
    return std::make_unique<Run>(o.corpus, o.model, o.train);
}

} // namespace

SessionLoop::SessionLoop(SessionOptions options, Mailbox<Asked>& mailbox, Latest<Moment>& moments,
                         Latest<Status>& status, Replayer& replayer)
    : options_{std::move(options)}, mailbox_{mailbox}, moments_{moments}, status_{status},
      replayer_{replayer}, run_{first_run(options_)}, state_{options_.start_running &&
                                                                     options_.step_budget != 0
                                                                 ? RunState::Running
                                                                 : RunState::Paused},
      budget_{options_.step_budget} {
    if (!run_->trainer().capabilities().trains) state_ = RunState::Paused;
    options_.resume.reset(); // as large as the model itself
    options_.reopened.reset();
    if (options_.archive) text_key_ = text_key(*options_.corpus);
}

void SessionLoop::run(std::stop_token stop) {
    const auto attempt = [this](auto work) { // memory may end anywhere
        try {
            work();
        } catch (const std::exception& error) {
            fail(error);
        }
    };
    if (state_ == RunState::Running) run_->clock().start(Clock::now());
    attempt([this] {
        archive_run();
        run_->measure_heldout();
        publish(); // the noise before the beginning
        keep_keyframes();
    });
    while (!stop.stop_requested()) {
        take_commands(stop);
        attempt([this] {
            take_archive_notice();
            run_->settle_edits();
            TrainingClock& clock = run_->clock();
            if (state_ == RunState::Running && clock.until_step(Clock::now()) <= Clock::duration::zero())
                train_once();
            if (news_ || (state_ == RunState::Running && clock.moment_due(Clock::now()))) publish();
        });
    }
    save_what_was_asked();
    leave(*run_);
}

// Whoever saves and closes at once finds the file, with what was asked for before it in it.
void SessionLoop::save_what_was_asked() {
    const std::vector<Asked> commands = mailbox_.drain();
    const auto last = std::find_if(commands.rbegin(), commands.rend(), [](const Asked& asked) {
                          return std::holds_alternative<SaveCheckpoint>(asked.command);
                      }).base();
    std::for_each(commands.begin(), last, [this](const Asked& asked) { handle(asked); });
    if (last != commands.begin()) publish();
}

// Training pauses with the weights that it has. The sentence gets out even where a moment does not.
void SessionLoop::fail(const std::exception& error) {
    const std::string what = failure_sentence(
        error, "at step " + std::to_string(run_->step_count()) + ", where training waits", smaller_model);
    pause(RunState::Failed, what);
    moment_old_ = true;
    try {
        publish();
    } catch (const std::exception&) {
        news_ = false;
        try {
            publish_status(); // with the moment before
        } catch (const std::exception&) {
            return; // not even that; the next request tries again
        }
    }
}

// Sleeps while there is nothing to do: for good when paused, until the next step is due when the speed is
// limited.
void SessionLoop::take_commands(std::stop_token stop) {
    const auto wait = std::chrono::ceil<std::chrono::milliseconds>(run_->clock().until_step(Clock::now()));
    std::vector<Asked> commands;
    if (state_ != RunState::Running && options_.archive)
        commands = mailbox_.wait_drain(stop, look_at_disk); // it may have something to tell
    else if (state_ != RunState::Running)
        commands = mailbox_.wait_drain(stop);
    else if (wait.count() > 0)
        commands = mailbox_.wait_drain(stop, wait);
    else
        commands = mailbox_.drain();
    for (const Asked& asked : commands) handle(asked);
}

// A request that cannot be done has changed nothing: the trainer checks before it acts.
void SessionLoop::handle(const Asked& asked) {
    news_ = true;                                // live settings are shown at once
    applied_ = std::max(applied_, asked.ticket); // one has none: it comes from the session itself
    moment_old_ |= !std::holds_alternative<SetRunning>(asked.command) &&
                   !std::holds_alternative<SetSpeedLimit>(asked.command) &&
                   !std::holds_alternative<WatchRows>(asked.command) &&
                   !std::holds_alternative<SaveCheckpoint>(asked.command) &&
                   !std::holds_alternative<ShowStep>(asked.command) &&
                   !std::holds_alternative<RecallSteps>(asked.command) &&
                   !std::holds_alternative<CancelReplay>(asked.command);
    try {
        std::visit(
            [&]<class Request>(const Request& request) {
                if constexpr (std::is_constructible_v<TrainingCommand, const Request&>)
                    run_->apply(request, asked.ticket);
                else
                    apply(request);
            },
            asked.command);
    } catch (const std::exception& error) {
        refuse(asked.ticket);
        give_notice(failure_sentence(error, "by what was asked for, which is left undone", smaller_model));
    }
}

// Whoever asked looks at every status, or at the next: the latest are enough.
void SessionLoop::refuse(std::uint64_t ticket) {
    constexpr std::size_t most = 64;
    if (refused_.size() == most) refused_.erase(refused_.begin());
    refused_.push_back(ticket);
}

void SessionLoop::give_notice(std::string text) {
    notice_ = std::move(text);
    ++notice_number_;
}

void SessionLoop::train_once() {
    moment_old_ = true;
    if (!run_->step()) {
        pause(RunState::Failed, run_->divergence());
        run_->measure_heldout(); // what was measured last may be of a later step
        return;
    }
    run_->measure_when_due();
    keep_keyframes();
    if (budget_ > 0 && --budget_ == 0) {
        budget_ = -1;
        pause(RunState::Paused, "");
    }
}

// What memory does not suffice for is left: the steps between are a longer replay.
void SessionLoop::keep_keyframes() {
    if (!run_->keyframe_due()) return;
    try {
        run_->keep_keyframe_when_due();
    } catch (const std::bad_alloc&) {
        return;
    }
    thin_keyframes();
}

// The run with most of them gives.
void SessionLoop::thin_keyframes() {
    const auto largest = [&] {
        Run* most = run_.get();
        for (const auto& run : shelf_.runs())
            if (run->keyframes().bytes() > most->keyframes().bytes()) most = run.get();
        return most;
    };
    while (keyframe_bytes() > options_.keyframe_bytes && largest()->keyframes().thin()) {
    }
}

std::size_t SessionLoop::keyframe_bytes() const {
    std::size_t sum = run_->keyframes().bytes();
    for (const auto& run : shelf_.runs()) sum += run->keyframes().bytes();
    return sum;
}

void SessionLoop::pause(RunState state, std::string message) {
    run_->clock().stop(Clock::now());
    run_->tell_archive();
    state_ = state;
    message_ = std::move(message);
    news_ = true;
    if (state == RunState::Failed || !run_->heldout_is_old()) return;
    run_->measure_heldout();
    moment_old_ = true;
}

void SessionLoop::find_beginning() {
    const auto first = first_step_of(run_->trainer(), options_.corpus);
    if (!first) return;
    first->run = run_->id().number;
    first->reopened = true;
    run_->beginning = first;
}

void SessionLoop::publish() {
    if (moment_old_) publish_moment();
    publish_status();
}

void SessionLoop::publish_moment() {
    if (!run_->beginning && run_->reopened()) find_beginning();
    const auto begin = Clock::now();
    auto moment = std::make_shared<Moment>(run_->moment());
    const auto end = Clock::now();
    run_->clock().moment_made(end, end - begin);
    moment->applied = applied_;
    if (!run_->beginning) run_->beginning = moment;
    moment_old_ = false;
    last_ = moment;
    moments_.publish(std::move(moment));
}

void SessionLoop::publish_status() {
    const auto now = Clock::now();
    auto status = std::make_shared<Status>(run_->status(now));
    status->state = state_;
    status->message = message_;
    status->notice = notice_;
    status->notice_number = notice_number_;
    status->applied = applied_;
    status->refused = refused_;
    if (const Run* const left = shelf_.last()) {
        status->replaced_step = left->step_count();
        status->replaced_run = left->id().number;
    }
    if (options_.archive)
        for (RunLine& line : options_.archive->lines(text_key_))
            if (find_run(line.id.number) == nullptr) status->runs.push_back(std::move(line));
    for (RunLine& line : shelf_.lines()) status->runs.push_back(std::move(line));
    status->runs.push_back(line_of(*run_));
    status->deleted_run = shelf_.removed() != 0 ? shelf_.removed() : deleted_kept_;
    status->keyframe_bytes = keyframe_bytes();
    status->keyframes = static_cast<int>(run_->keyframes().count());
    status->contexts = run_->trainer().context_pulls();
    status->moment = last_;
    run_->clock().published(now);
    news_ = false;
    status_.publish(std::move(status));
    if (options_.on_news) options_.on_news();
}

} // namespace wordfield::inline run
