// SPDX-License-Identifier: MIT
// What may be asked of a session about time and about its runs: a step that was, a branch, another run.
#include "model/run/session_loop.hpp"

#include "model/core/error.hpp"
#include "model/core/number_text.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace wordfield::inline run {
namespace {

std::string name_of(const RunId& id, const std::string& name) {
    return name.empty() ? "run " + std::to_string(id.number) : "“" + name + "”";
}

} // namespace

Run* SessionLoop::find_run(std::uint64_t number) const {
    return number == run_->id().number ? run_.get() : shelf_.find(number);
}

Way SessionLoop::way_to(std::uint64_t number, std::int64_t step) const {
    const Run* const run = find_run(number);
    if (run == nullptr) throw Error{"history", "has no such run any more", "choose one of the list"};
    auto way = way_if_any(*run, step);
    if (!way)
        throw Error{"history", "does not reach step " + with_commas(step) + " of this run",
                    "choose one up to step " + with_commas(run->step_count())};
    return *std::move(way);
}

std::optional<Way> SessionLoop::way_if_any(const Run& run, std::int64_t step) const {
    auto way = run.way_to(step);
    if (!way && step < run.id().from_step) way = way_before(run.id(), run.parent_ticks(), step);
    return way;
}

// What came before a branch was its parent's, when that had made `until` steps.
std::optional<Way> SessionLoop::way_before(const RunId& branch, std::int64_t until, std::int64_t step) const {
    if (const Run* const parent = find_run(branch.parent)) {
        auto way = parent->way_to(step, until);
        return way ? way : way_before(parent->id(), parent->parent_ticks(), step);
    }
    const auto kept = kept_run(branch.parent);
    if (!kept) return std::nullopt;
    auto way = way_of(*kept, options_.corpus, step, until);
    return way ? way : way_before(kept->id, Run::endless, step);
}

// A step before a branch is shown as one of its own.
void SessionLoop::apply(const ShowStep& command) {
    Way way = way_to(command.run, command.step);
    way.run = find_run(command.run)->id();
    replayer_.start({std::move(way), applied_, std::nullopt});
}

// From a keyframe to itself. A step that cannot be reached is left out.
void SessionLoop::apply(const RecallSteps& command) {
    std::vector<Way> ways;
    for (const std::int64_t step : command.steps) {
        const Run* const run = find_run(command.run);
        auto found = run != nullptr ? way_if_any(*run, step) : std::nullopt;
        if (!found) continue;
        Way& way = *found;
        way.run = run->id();
        way.step -= std::exchange(way.tick, way.from_tick) - way.from_tick;
        std::erase_if(way.asked, [&](const JournalEntry& entry) { return entry.tick > way.tick; });
        const auto same = [&](const Way& other) { return other.step == way.step; };
        if (std::ranges::none_of(ways, same)) ways.push_back(std::move(way));
    }
    replayer_.recall(std::move(ways));
}

void SessionLoop::apply(const BranchFrom& command) {
    replayer_.start({way_to(command.run, command.step), applied_, command});
}

void SessionLoop::apply(const CancelReplay&) {
    replayer_.cancel();
}

// What cannot be changed as asked leaves the run that is there.
void SessionLoop::apply(const AdoptBranch& command) {
    shelf_.make_room(bytes_taken(*run_));
    if (const auto reopened = command.trainer->reopened) {
        give_notice("Back in " + name_of(reopened->id, reopened->name) + ", at step " +
                    with_commas(reopened->step) + ".");
        ReopenedRun run{*reopened, std::move(command.trainer->trainer)};
        return begin_run(std::make_unique<Run>(options_.corpus, std::move(run)));
    }
    const std::vector<TrainingCommand> changes = command.trainer->asked.changes;
    auto run = std::make_unique<Run>(options_.corpus, std::move(*command.trainer));
    for (const TrainingCommand& change : changes) run->apply(change);
    give_notice("A new branch goes on from step " + with_commas(run->step_count()) + ".");
    begin_run(std::move(run));
}

void SessionLoop::apply(const SwitchRun& command) {
    const Run* const run = shelf_.find(command.run);
    if (run == nullptr) return reopen(command.run);
    give_notice("Back in " + name_of(run->id(), run->name) + ", at step " + with_commas(run->step_count()) +
                ".");
    go_back_to(command.run);
}

void SessionLoop::go_back_to(std::uint64_t number) {
    std::unique_ptr<Run> run = shelf_.take(number);
    shelf_.put(exchange_run(std::move(run)));
    enter_run();
}

void SessionLoop::apply(const DeleteRun& command) {
    RunArchive* const archive = archive_of(command.run);
    const bool left = shelf_.remove(command.run);
    if (!left && (archive == nullptr || find_run(command.run) != nullptr))
        throw Error{"history", "cannot delete the run that trains, nor one that is gone",
                    "switch to another run first"};
    if (archive != nullptr) archive->deleted(true);
    deleted_kept_ = left ? 0 : command.run;
}

void SessionLoop::apply(const RestoreRun& command) {
    RunArchive* const archive = archive_of(command.run);
    const bool kept = archive != nullptr && command.run == std::exchange(deleted_kept_, 0);
    if (!kept && !shelf_.restore(command.run))
        throw Error{"history", "can bring back the run that was deleted last alone", "make the branch again"};
    if (archive != nullptr) archive->deleted(false);
}

void SessionLoop::apply(const NameRun& command) {
    if (Run* const run = find_run(command.run)) run->name = command.name;
    if (RunArchive* const archive = archive_of(command.run)) archive->named(command.name);
}

void SessionLoop::apply(const SetKeyframeBytes& command) {
    options_.keyframe_bytes = command.bytes;
    thin_keyframes();
}

} // namespace wordfield::inline run
