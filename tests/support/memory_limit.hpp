// SPDX-License-Identifier: MIT
// Runs something in a process of its own whose memory can be made to end.
#pragma once

#include "tests/support/sanitized.hpp"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstddef>
#include <fstream>

#ifndef WORDFIELD_SANITIZED
#define WORDFIELD_MEMORY_CAN_END 1 // the sanitizers themselves need memory without end
#endif

namespace wordfield::test {

/// Lets the process have `more` bytes beyond those that it has now.
inline void limit_memory(std::size_t more) {
    std::size_t pages = 0;
    std::ifstream{"/proc/self/statm"} >> pages;
    rlimit limit{};
    getrlimit(RLIMIT_AS, &limit);
    limit.rlim_cur = pages * static_cast<std::size_t>(sysconf(_SC_PAGESIZE)) + more;
    setrlimit(RLIMIT_AS, &limit);
}

inline void lift_memory_limit() {
    rlimit limit{};
    getrlimit(RLIMIT_AS, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_AS, &limit);
}

/// The exit code of a child that runs `work`: what that returns, or 100 and the signal that ended it.
template <class Work>
int run_apart(Work work) {
    const pid_t child = fork();
    if (child == 0) _exit(work());
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 100 + WTERMSIG(status);
}

} // namespace wordfield::test
