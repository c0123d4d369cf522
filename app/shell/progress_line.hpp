// SPDX-License-Identifier: MIT
// How far a training without a window has come, on stderr.
#pragma once

#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <string>
#include <utility>

namespace wordfield::app {

/// One line that grows on a terminal; a line each tenth of the way in a log.
class ProgressLine {
public:
    /// `before` stands at the front: "seed 2 of 5, ".
    explicit ProgressLine(std::int64_t total, std::string before = {})
        : total_{std::max<std::int64_t>(total, 1)}, before_{std::move(before)}, terminal_{
                                                                                    isatty(STDERR_FILENO) !=
                                                                                    0} {}
    /// `loss` is in nats, `seconds` count from the beginning of the training.
    void show(std::int64_t step, float loss, double seconds) {
        const auto tenth = static_cast<int>(10 * step / total_);
        if (terminal_ ? seconds - shown_at_ < 0.2 && step < total_ : tenth == tenth_) return;
        shown_at_ = seconds;
        tenth_ = tenth;
        std::fprintf(stderr, "%s%sstep %lld of %lld, loss %.3f nats, %.1f s%s", terminal_ ? "\r" : "",
                     before_.c_str(), static_cast<long long>(step), static_cast<long long>(total_),
                     static_cast<double>(loss), seconds, terminal_ && step < total_ ? "   " : "\n");
    }

private:
    std::int64_t total_;
    std::string before_;
    bool terminal_;
    int tenth_ = 0;
    double shown_at_ = 0.0;
};

} // namespace wordfield::app
