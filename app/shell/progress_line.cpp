// SPDX-License-Identifier: MIT
#include "app/shell/progress_line.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <utility>

namespace wordfield::app {

ProgressLine::ProgressLine(std::int64_t total, std::string before)
    : total_{std::max<std::int64_t>(total, 1)}, before_{std::move(before)}, terminal_{isatty(STDERR_FILENO) !=
                                                                                      0} {}

void ProgressLine::show(std::int64_t step, float loss, double seconds, const std::string& more) {
    const auto tenth = static_cast<int>(10 * step / total_);
    if (terminal_ ? seconds - shown_at_ < 0.2 && step < total_ : tenth == tenth_) return;
    shown_at_ = seconds;
    tenth_ = tenth;
    std::fprintf(stderr, "%s%sstep %lld of %lld, loss %.3f nats, %.1f s%s%s", terminal_ ? "\r" : "",
                 before_.c_str(), static_cast<long long>(step), static_cast<long long>(total_),
                 static_cast<double>(loss), seconds, more.c_str(), terminal_ && step < total_ ? "   " : "\n");
}

} // namespace wordfield::app
