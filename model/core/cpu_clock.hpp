// SPDX-License-Identifier: MIT
// Processor time of the calling thread: what a piece of work costs, whoever else is running.
#pragma once

#include <ctime>

namespace wordfield::inline core {

inline double thread_cpu_seconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

} // namespace wordfield::inline core
