// SPDX-License-Identifier: MIT
// Tells runs apart, whichever session they belong to: what was measured of one is never taken for another's.
#pragma once

#include <atomic>
#include <cstdint>

namespace wordfield::inline run {

/// Which run, and where it comes from.
struct RunId {
    std::uint64_t number = 0;   ///< no other run of this process has it; 0 for none
    std::uint64_t parent = 0;   ///< the run that it branched off; 0 for none
    std::int64_t from_step = 0; ///< of the parent
    bool operator==(const RunId&) const = default;
};

/// A number that no other run of this process has, from 1 up: 0 is no run. Any thread.
inline std::uint64_t next_run_number() {
    static std::atomic<std::uint64_t> last{0};
    return ++last;
}

} // namespace wordfield::inline run
