// SPDX-License-Identifier: MIT
// The session's part of an archive: runs go there from their beginning, and come back from there.
#include "model/run/session_loop.hpp"

#include "model/core/error.hpp"

#include <utility>

namespace wordfield::inline run {

void SessionLoop::archive_run() {
    if (!options_.archive) return;
    if (run_->archive() == nullptr)
        run_->keep_in(options_.archive->begin(run_->id(), run_->name, run_->step_count(), *options_.corpus));
    run_->archive()->entered();
}

// What memory does not suffice for is made again later.
void SessionLoop::leave(Run& run) noexcept {
    try {
        run.archive_now();
    } catch (const std::exception&) {
        return;
    }
}

void SessionLoop::take_archive_notice() {
    if (!options_.archive) return;
    std::string text = options_.archive->take_notice();
    if (text.empty()) return;
    give_notice(std::move(text));
    news_ = true;
}

RunArchive* SessionLoop::archive_of(std::uint64_t number) const {
    if (const Run* const run = find_run(number)) return run->archive();
    const auto kept = options_.archive ? options_.archive->find(number) : nullptr;
    return kept ? kept->archive.get() : nullptr; // the archive holds on to it
}

// Null where it is none of this text's.
std::shared_ptr<const ArchivedRun> SessionLoop::kept_run(std::uint64_t number) const {
    const auto kept = options_.archive && number != 0 ? options_.archive->find(number) : nullptr;
    return kept && kept->corpus == text_key_ ? kept : nullptr;
}

// One that is on the disk alone: made again from its last keyframe there, beside the run that trains.
void SessionLoop::reopen(std::uint64_t number) {
    const auto kept = find_run(number) == nullptr ? kept_run(number) : nullptr;
    auto way = kept ? way_of(*kept, options_.corpus, kept->step) : std::nullopt;
    if (!way) throw Error{"history", "has no such run any more", "choose one of the list"};
    replayer_.start({*std::move(way), applied_, BranchFrom{.run = number, .step = kept->step}, kept});
}

} // namespace wordfield::inline run
