// SPDX-License-Identifier: MIT
#include "model/core/free_memory.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <limits>
#include <optional>
#include <string>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace wordfield::inline core {

namespace {

// The number after `name` in a file of names and numbers; an empty name takes the number that the file begins
// with.
std::optional<double> number_in(const char* path, const std::string& name) {
    std::ifstream file{path};
    std::string word;
    double number = 0.0;
    if (name.empty()) return file >> number ? std::optional{number} : std::nullopt;
    while (file >> word)
        if (word == name) return file >> number ? std::optional{number} : std::nullopt;
    return std::nullopt;
}

double left_on_the_machine() {
    const auto kilobytes = number_in("/proc/meminfo", "MemAvailable:");
    return kilobytes ? 1024.0 * *kilobytes : std::numeric_limits<double>::infinity();
}

// As a process in a container sees its own group. Pages of files can be given up at any time.
double left_in_the_group() {
    const auto most = number_in("/sys/fs/cgroup/memory.max", ""); // the word "max" where there is no limit
    const auto used = number_in("/sys/fs/cgroup/memory.current", "");
    if (!most || !used) return std::numeric_limits<double>::infinity();
    const double files = number_in("/sys/fs/cgroup/memory.stat", "inactive_file").value_or(0.0);
    return std::max(*most - *used + files, 0.0);
}

} // namespace

double free_address_space() {
    rlimit limit{};
    if (getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY)
        return std::numeric_limits<double>::infinity();
    const double pages = number_in("/proc/self/statm", "").value_or(0.0);
    const double used = pages * static_cast<double>(sysconf(_SC_PAGESIZE));
    return std::max(static_cast<double>(limit.rlim_cur) - used, 0.0);
}

double free_memory() {
    return std::min({left_on_the_machine(), left_in_the_group(), free_address_space()});
}

void give_back_freed_memory() {
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

} // namespace wordfield::inline core
