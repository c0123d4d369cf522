// SPDX-License-Identifier: MIT
#include "model/run/run_shelf.hpp"

#include <algorithm>
#include <utility>

namespace wordfield::inline run {

// Weights, two moments, the weights to go back to and those packed for products; a gradient for each thread.
std::size_t bytes_taken(const Run& run) {
    const Trainer& trainer = run.trainer();
    const auto copies = static_cast<std::size_t>(5 + trainer.config().threads);
    return copies * sizeof(float) * static_cast<std::size_t>(trainer.parameter_count());
}

RunLine line_of(const Run& run) {
    return {run.id(), run.name, run.step_count(), static_cast<float>(run.heldout().loss.mean)};
}

void RunShelf::make_room(std::size_t bytes) {
    for (const auto& run : runs_) bytes += bytes_taken(*run);
    while (!runs_.empty() && (bytes > most_bytes || runs_.size() >= most_runs)) {
        bytes -= bytes_taken(*runs_.front());
        if (runs_.front()->id().number == removed_) removed_ = 0;
        runs_.erase(runs_.begin());
    }
}

void RunShelf::put(std::unique_ptr<Run> run) {
    make_room(bytes_taken(*run));
    runs_.push_back(std::move(run));
}

std::unique_ptr<Run> RunShelf::take(std::uint64_t number) {
    const auto found = std::ranges::find(runs_, number, [](const auto& run) { return run->id().number; });
    if (found == runs_.end()) return nullptr;
    if (number == removed_) removed_ = 0;
    auto run = std::move(*found);
    runs_.erase(found);
    return run;
}

Run* RunShelf::find(std::uint64_t number) const {
    const auto found = std::ranges::find(runs_, number, [](const auto& run) { return run->id().number; });
    return found == runs_.end() ? nullptr : found->get();
}

Run* RunShelf::last() const {
    const auto found = std::find_if(runs_.rbegin(), runs_.rend(),
                                    [&](const auto& run) { return run->id().number != removed_; });
    return found == runs_.rend() ? nullptr : found->get();
}

bool RunShelf::remove(std::uint64_t number) {
    if (number == removed_ || find(number) == nullptr) return false;
    if (removed_ != 0) (void)take(std::exchange(removed_, 0));
    removed_ = number;
    return true;
}

bool RunShelf::restore(std::uint64_t number) {
    if (number == 0 || number != removed_) return false;
    removed_ = 0;
    return true;
}

std::vector<RunLine> RunShelf::lines() const {
    std::vector<RunLine> lines;
    for (const auto& run : runs_)
        if (run->id().number != removed_) lines.push_back(line_of(*run));
    return lines;
}

} // namespace wordfield::inline run
