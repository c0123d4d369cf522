// SPDX-License-Identifier: MIT
// Tells runs apart, whichever session they belong to: what was measured of one is never taken for another's.
#pragma once

#include <atomic>
#include <cstdint>

namespace wordfield::inline run {

/// A number that no other run of this process has, from 1 up: 0 is no run. Any thread.
inline std::uint64_t next_run_number() {
    static std::atomic<std::uint64_t> last{0};
    return ++last;
}

} // namespace wordfield::inline run
