// SPDX-License-Identifier: MIT
#include "model/run/moment_store.hpp"

#include "model/run/moment_bytes.hpp"

#include <algorithm>
#include <utility>

namespace wordfield::inline run {

MomentId id_of(const Moment& moment) {
    return {moment.run, moment.step, moment.applied};
}

void MomentStore::record(std::shared_ptr<const Moment> moment, std::shared_ptr<const Layout> layout) {
    if (!moment || !layout) return;
    const std::uint64_t run = moment->run;
    Timeline& timeline = runs_.try_emplace(run, most_moments_).first->second;
    if (!timeline.offer(std::move(moment), std::move(layout))) return;
    make_room();
}

void MomentStore::recall(std::shared_ptr<const Moment> moment, std::shared_ptr<const Layout> layout) {
    const std::uint64_t run = moment->run;
    Timeline& timeline = runs_.try_emplace(run, most_moments_).first->second;
    if (timeline.insert(std::move(moment), std::move(layout))) make_room();
}

void MomentStore::begin_branch(const RunId& branch) {
    const auto parent = runs_.find(branch.parent);
    if (parent == runs_.end() || runs_.contains(branch.number)) return;
    runs_.emplace(branch.number, parent->second.branch(branch.number, branch.from_step));
    make_room();
}

void MomentStore::make_room() {
    while (bytes() > most_bytes_ && thin_longest()) {
    }
}

void MomentStore::set_most_bytes(std::size_t bytes) {
    most_bytes_ = bytes;
    make_room();
}

// Whichever run has the most of them gives.
bool MomentStore::thin_longest() {
    const auto longest =
        std::ranges::max_element(runs_, {}, [](const auto& run) { return run.second.moments().size(); });
    if (longest == runs_.end() || longest->second.moments().size() < 2) return false;
    longest->second.thin();
    return true;
}

const Timeline& MomentStore::of_run(std::uint64_t run) const {
    static const Timeline none;
    const auto found = runs_.find(run);
    return found == runs_.end() ? none : found->second;
}

void MomentStore::forget_runs_but(std::span<const std::uint64_t> runs) {
    std::erase_if(runs_, [&](const auto& run) { return std::ranges::count(runs, run.first) == 0; });
}

MomentId MomentStore::hold(const std::shared_ptr<const Moment>& moment) {
    return hold(moment, nullptr);
}

MomentId MomentStore::hold(const std::shared_ptr<const Moment>& moment,
                           std::shared_ptr<const Layout> layout) {
    const MomentId id = id_of(*moment);
    const Kept known = find(id);
    held_.insert_or_assign(id, Kept{moment, known.layout ? known.layout : std::move(layout)});
    return id;
}

void MomentStore::hold_only(std::span<const MomentId> wanted) {
    std::erase_if(held_, [&](const auto& held) { return std::ranges::count(wanted, held.first) == 0; });
}

MomentStore::Kept MomentStore::find(const MomentId& id) const {
    if (const auto held = held_.find(id); held != held_.end()) return held->second;
    for (const Kept& kept : of_run(id.run).moments())
        if (id_of(*kept.moment) == id) return kept;
    return {};
}

std::size_t MomentStore::bytes() const {
    MomentBytes sum;
    const auto add = [&](const Kept& kept) {
        sum.add(*kept.moment);
        if (kept.layout) sum.add(*kept.layout);
    };
    for (const auto& [run, timeline] : runs_) std::ranges::for_each(timeline.moments(), add);
    for (const auto& [id, kept] : held_) add(kept);
    return sum.total();
}

} // namespace wordfield::inline run
