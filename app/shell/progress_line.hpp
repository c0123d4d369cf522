// SPDX-License-Identifier: MIT
// How far a training without a window has come, on stderr.
#pragma once

#include <cstdint>
#include <string>

namespace wordfield::app {

/// One line that grows on a terminal; a line each tenth of the way in a log.
class ProgressLine {
public:
    /// `before` stands at the front: "seed 2 of 5, ".
    explicit ProgressLine(std::int64_t total, std::string before = {});
    /// `loss` in nats, `seconds` of training so far; `more` stands at the end.
    void show(std::int64_t step, float loss, double seconds, const std::string& more = {});

private:
    std::int64_t total_;
    std::string before_;
    bool terminal_;
    int tenth_ = 0;
    double shown_at_ = 0.0;
};

} // namespace wordfield::app
