// SPDX-License-Identifier: MIT
#include "model/run/run.hpp"

#include "model/core/number_text.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>
#include <variant>

namespace wordfield::inline run {
namespace {

constexpr int heldout_every = 50; // steps

// Changes weights, or what they have a say in, between two steps: worth measuring by itself.
bool is_edit(const TrainingCommand& command) {
    return std::holds_alternative<RowEdit>(command) || std::holds_alternative<UndoRowEdit>(command) ||
           std::holds_alternative<AblateHead>(command);
}

} // namespace

Run::Run(std::shared_ptr<const Corpus> corpus, const ModelConfig& model, const TrainConfig& train)
    : corpus_{std::move(corpus)}, trainer_{make_trainer(corpus_, model, train)}, id_{next_run_number()},
      stretches_{{0, 0}} {}

Run::Run(std::shared_ptr<const Corpus> corpus, const RunFile& file)
    : corpus_{std::move(corpus)}, trainer_{make_trainer(corpus_, file.trainer)}, id_{next_run_number()},
      stretches_{{0, trainer_->step_count()}}, reopened_{true}, earlier_{file.history} {}

Run::Run(std::shared_ptr<const Corpus> corpus, const Run& parent, const Keyframe& from, std::int64_t tick)
    : corpus_{std::move(corpus)}, trainer_{replay(corpus_, from, parent.journal_, tick)},
      id_{next_run_number(), parent.id_.number, trainer_->step_count()}, parent_ticks_{tick},
      stretches_{{0, id_.from_step}} {}

Run::Run(std::shared_ptr<const Corpus> corpus, ReplayedTrainer from)
    : name{std::move(from.asked.name)}, corpus_{std::move(corpus)}, trainer_{std::move(from.trainer)},
      id_{next_run_number(), from.run.number, trainer_->step_count()}, parent_ticks_{from.tick},
      stretches_{{0, id_.from_step}}, earlier_{std::move(from.asked.history)} {}

Run::Run(std::shared_ptr<const Corpus> corpus, ReopenedRun from)
    : name{std::move(from.run.name)}, corpus_{std::move(corpus)}, trainer_{std::move(from.trainer)},
      id_{from.run.id}, journal_{std::move(from.run.journal)}, ticks_{from.run.ticks},
      stretches_{std::move(from.run.stretches)}, archive_{std::move(from.run.archive)}, reopened_{true},
      earlier_{std::move(from.run.curves)} {}

bool Run::step() {
    const bool good = step_or_go_back(*trainer_);
    ++ticks_;
    if (!good) stretches_.push_back({ticks_, step_count()});
    if (archive_ && !good) archive_->went_back(stretches_.back());
    if (archive_) archive_->stepped(progress());
    clock_.step_done(Clock::now());
    return good;
}

bool Run::keyframe_due() const {
    if (!trainer_->capabilities().trains) return false; // every step is the first
    return keyframes_.due(ticks_) || (archive_ && archive_->keyframe_due(ticks_));
}

void Run::keep_keyframe_when_due() {
    const bool here = keyframes_.due(ticks_), there = archive_ && archive_->keyframe_due(ticks_);
    if (!here && !there) return;
    const auto frame = std::make_shared<const Keyframe>(keyframe());
    if (here) keyframes_.add(frame);
    if (there) archive_->keep(frame, step_count());
}

void Run::archive_keyframe_when_due() {
    if (archive_ && archive_->keyframe_due(ticks_))
        archive_->keep(std::make_shared<const Keyframe>(keyframe()), step_count());
}

void Run::keep_in(std::shared_ptr<RunArchive> archive) {
    archive_ = std::move(archive);
    if (!archive_) return;
    for (const JournalEntry& entry : journal_) archive_->asked(entry);
}

void Run::tell_archive() {
    if (archive_) archive_->stopped(progress());
}

void Run::archive_now() {
    if (!archive_) return;
    tell_archive();
    if (!archive_->has_keyframe(ticks_, journal_.size()))
        archive_->keep(std::make_shared<const Keyframe>(keyframe()), step_count());
}

RunProgress Run::progress() const {
    return {ticks_, step_count(), trainer_->loss(), static_cast<float>(heldout_.loss.mean), heldout_step_};
}

std::optional<Way> Run::way_to(std::int64_t step, std::int64_t until) const {
    const auto tick = tick_of(step, stretches_, std::min(ticks_, until));
    if (!tick) return std::nullopt;
    auto from = *tick == ticks_ ? std::make_shared<const Keyframe>(keyframe()) : keyframes_.before(*tick);
    const auto kept = archive_ && *tick != ticks_ ? archive_->before(*tick) : std::nullopt;
    const bool is_nearer = kept && (!from || kept->tick > from->tick);
    if (!from && !is_nearer) return std::nullopt;
    const auto entries = static_cast<std::ptrdiff_t>(is_nearer ? kept->entries : from->entries);
    const auto first = journal_.begin() + entries;
    const auto last = std::ranges::upper_bound(first, journal_.end(), *tick, {}, &JournalEntry::tick);
    return Way{.corpus = corpus_,
               .run = id_,
               .step = step,
               .tick = *tick,
               .from_tick = is_nearer ? kept->tick : from->tick,
               .from = is_nearer ? nullptr : from,
               .load = is_nearer ? kept->load : nullptr,
               .asked = {first, last},
               .beginning = beginning,
               .earlier = earlier_,
               .reopened = reopened_};
}

std::string Run::divergence() const {
    return "Training diverged and went back to step " + with_commas(step_count()) +
           ". Try half the learning rate.";
}

void Run::apply(const TrainingCommand& command, std::uint64_t ticket) {
    const bool edits = is_edit(command);
    if (edits) before_edit();
    wordfield::apply(*trainer_, command);
    journal_.push_back({ticks_, step_count(), ticket, command});
    if (archive_) archive_->asked(journal_.back());
    edited_ |= edits;
}

void Run::measure_when_due() {
    if (step_count() % heldout_every == 0) measure_heldout();
}

void Run::measure_heldout() {
    auto measured = trainer_->measure_heldout(heldout_windows);
    if (!measured) return;
    heldout_ = std::move(*measured);
    heldout_step_ = step_count();
    head_stats_ = trainer_->head_stats();
}

// What an edit does to the loss is the difference to the loss just before it, not to one some steps ago.
void Run::before_edit() {
    if (edited_) return;
    if (heldout_is_old()) measure_heldout();
    before_edit_.reset();
    if (!heldout_is_old()) before_edit_ = heldout_;
}

void Run::settle_edits() {
    if (!std::exchange(edited_, false)) return;
    measure_heldout();
    if (!before_edit_ || heldout_is_old()) return;
    const MeanLoss change = difference_of(before_edit_->windows, heldout_.windows);
    edit_ = {edit_.number + 1, heldout_step_, before_edit_->loss.mean, heldout_.loss.mean, change.error};
}

Moment Run::moment() {
    Moment moment = trainer_->moment();
    moment.run = id_.number;
    moment.earlier = earlier_;
    moment.reopened = reopened_;
    moment.beginning = beginning;
    moment.heldout_loss = static_cast<float>(heldout_.loss.mean);
    moment.heldout_error = static_cast<float>(heldout_.loss.error);
    moment.heldout_in_view = heldout_.in_view;
    moment.heldout_step = heldout_step_;
    moment.edit = edit_;
    moment.head_stats = head_stats_;
    return moment;
}

Status Run::status(Clock::time_point now) const {
    const double seconds = clock_.seconds(now), speed = clock_.steps_per_second();
    return {.run = id_.number,
            .speed_limit = clock_.limit(),
            .seconds = seconds,
            .unsaved_seconds = seconds - saved_seconds_,
            .steps_per_second = speed,
            .tokens_per_second = speed * static_cast<double>(trainer_->tokens_per_step())};
}

} // namespace wordfield::inline run
