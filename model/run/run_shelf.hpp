// SPDX-License-Identifier: MIT
// The runs that another one took the place of, whole, so that going back to one needs nothing to be computed
// again: within bounds, beyond which those that were left first are given up.
#pragma once

#include "model/run/run.hpp"
#include "model/run/run_line.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace wordfield::inline run {

class RunShelf {
public:
    static constexpr std::size_t most_runs = 11;                      ///< besides the one that trains
    static constexpr std::size_t most_bytes = std::size_t{512} << 20; ///< but for the run that was left last

    /// Gives up those that were left first until one more of `bytes` has room.
    void make_room(std::size_t bytes);
    void put(std::unique_ptr<Run> run);
    /// Null when there is none with that number.
    [[nodiscard]] std::unique_ptr<Run> take(std::uint64_t number);
    [[nodiscard]] Run* find(std::uint64_t number) const;
    /// The one that was left last and not deleted since; null for none.
    [[nodiscard]] Run* last() const;
    /// It stays until another one is deleted, and can be taken like any. False when there is none.
    bool remove(std::uint64_t number);
    /// Takes back the last remove(), of this run. False when that is not the one.
    bool restore(std::uint64_t number);
    /// That restore() would bring back; 0 for none.
    [[nodiscard]] std::uint64_t removed() const { return removed_; }
    /// Those that were not deleted, as they were left.
    [[nodiscard]] std::vector<RunLine> lines() const;

    [[nodiscard]] const std::vector<std::unique_ptr<Run>>& runs() const { return runs_; }

private:
    std::vector<std::unique_ptr<Run>> runs_; // the last left at the back
    std::uint64_t removed_ = 0;
};

/// Memory that a run takes, about, but for its keyframes.
std::size_t bytes_taken(const Run& run);
RunLine line_of(const Run& run);

} // namespace wordfield::inline run
