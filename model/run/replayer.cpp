// SPDX-License-Identifier: MIT
#include "model/run/replayer.hpp"

#include "model/core/failure.hpp"
#include "model/run/run.hpp"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <utility>

namespace wordfield::inline run {

std::optional<Way> way_of(const ArchivedRun& kept, std::shared_ptr<const Corpus> corpus, std::int64_t step,
                          std::int64_t until) {
    const auto tick = tick_of(step, kept.stretches, std::min(kept.ticks, until));
    const auto from = tick ? kept.archive->before(*tick) : std::nullopt;
    if (!from) return std::nullopt;
    const auto first = kept.journal.begin() + static_cast<std::ptrdiff_t>(from->entries);
    const auto last = std::ranges::upper_bound(first, kept.journal.end(), *tick, {}, &JournalEntry::tick);
    return Way{.corpus = std::move(corpus),
               .run = kept.id,
               .step = step,
               .tick = *tick,
               .from_tick = from->tick,
               .from = nullptr,
               .load = from->load,
               .asked = {first, last}};
}

Replayer::Replayer(std::function<void()> on_news, OnBranch on_branch)
    : on_news_{std::move(on_news)},
      on_branch_{std::move(on_branch)}, thread_{[this](const std::stop_token& stop) { serve(stop); }} {}

Replayer::~Replayer() {
    cancel();
}

void Replayer::start(Job job) {
    {
        const std::scoped_lock lock{mutex_};
        given_up_.request_stop();
        given_up_ = {};
        next_ = std::move(job);
    }
    changed_.notify_all();
}

void Replayer::cancel() {
    const std::scoped_lock lock{mutex_};
    given_up_.request_stop(); // one that waits will be told to be over, too
}

void Replayer::recall(std::vector<Way> ways) {
    {
        const std::scoped_lock lock{mutex_};
        to_recall_.assign(std::make_move_iterator(ways.begin()), std::make_move_iterator(ways.end()));
    }
    changed_.notify_all();
}

void Replayer::serve(const std::stop_token& stop) {
    for (;;) {
        std::optional<Job> job;
        std::optional<Way> way;
        std::stop_token given_up;
        {
            std::unique_lock lock{mutex_};
            if (!changed_.wait(lock, stop, [&] { return next_.has_value() || !to_recall_.empty(); })) return;
            job = std::exchange(next_, std::nullopt);
            given_up = given_up_.get_token();
            if (!job) {
                way = std::move(to_recall_.front());
                to_recall_.pop_front();
            }
        }
        if (way) recall(*way);
        if (!job) continue;
        const std::stop_callback with_the_thread{stop, [this] { cancel(); }};
        work_on(*job, given_up);
    }
}

// Without a step to make it is short: nobody who comes meanwhile waits long. Where training went back, a
// keyframe may be of a step that is none of the run's any more.
void Replayer::recall(const Way& way) {
    try {
        const auto from = way.from ? way.from : way.load();
        const auto trainer = replay(way.corpus, *from, way.asked, way.tick);
        if (trainer->step_count() != way.step) return;
        recalled_.post(std::make_shared<const Moment>(moment_of(*trainer, way)));
        if (on_news_) on_news_();
    } catch (const std::exception&) {
        return; // nobody waits for it
    }
}

void Replayer::work_on(const Job& job, const std::stop_token& stop) {
    Replay told{.ticket = job.ticket,
                .run = job.way.run.number,
                .step = job.way.step,
                .total = job.way.tick - job.way.from_tick};
    tell(told);
    try {
        auto trainer = stop.stop_requested() ? nullptr : replayed(job, told, stop);
        if (trainer && job.branch)
            on_branch_(std::make_shared<ReplayedTrainer>(
                ReplayedTrainer{std::move(trainer), job.way.run, job.way.tick, *job.branch, job.reopened}));
        else if (trainer)
            told.moment = std::make_shared<const Moment>(moment_of(*trainer, job.way));
    } catch (const std::exception& error) {
        told.trouble = failure_sentence(
            error, "while step " + std::to_string(job.way.step) + " was made again", smaller_model);
    }
    told.over = true;
    tell(told);
}

std::unique_ptr<Trainer> Replayer::replayed(const Job& job, Replay& told, const std::stop_token& stop) {
    constexpr std::chrono::milliseconds pause{33};
    auto due = std::chrono::steady_clock::now() + pause;
    const auto from = job.way.from ? job.way.from : job.way.load();
    return replay(job.way.corpus, *from, job.way.asked, job.way.tick, [&](std::int64_t done) {
        told.done = done;
        if (const auto now = std::chrono::steady_clock::now(); now >= due) {
            due = now + pause;
            tell(told);
        }
        return !stop.stop_requested();
    });
}

void Replayer::tell(const Replay& told) {
    replays_.publish(std::make_shared<const Replay>(told));
    if (on_news_) on_news_();
}

Moment moment_of(Trainer& trainer, const Way& way) {
    Moment moment = trainer.moment();
    moment.run = way.run.number;
    moment.beginning = way.beginning;
    moment.earlier = way.earlier;
    moment.reopened = way.reopened;
    if (!way.asked.empty()) moment.applied = way.asked.back().ticket;
    if (const auto measured = trainer.measure_heldout(heldout_windows)) {
        moment.heldout_loss = static_cast<float>(measured->loss.mean);
        moment.heldout_error = static_cast<float>(measured->loss.error);
        moment.heldout_in_view = measured->in_view;
        moment.heldout_step = moment.step;
        moment.head_stats = trainer.head_stats();
    }
    return moment;
}

} // namespace wordfield::inline run
