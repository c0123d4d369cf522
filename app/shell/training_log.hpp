// SPDX-License-Identifier: MIT
// --log FILE.jsonl: what is measured while a run trains, a line of JSON at a time, to be read while it grows.
#pragma once

#include "model/run/status.hpp"

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>
#include <ostream>

namespace wordfield::app {

/// Neighbour purity in the full space, in [0, 1], its standard error, and the step it was measured at.
struct LoggedPurity {
    double value = 0.0, error = 0.0;
    std::int64_t step = 0;
};

class TrainingLog {
public:
    /// Begins the file anew, or goes on behind what is there; "-" is standard output. A line each `every`
    /// steps, which is at least 1. Throws Error where it cannot be written.
    TrainingLog(const std::filesystem::path& path, std::int64_t every, bool goes_on);

    /// Whether a line is wanted at this step of a run (Moment::run): at its first, then at the first at or
    /// behind each multiple of `every`.
    [[nodiscard]] bool due(std::uint64_t run, std::int64_t step) const;
    /// Writes the line. Losses in nats a token; null for what was not measured, or is no number. Throws Error
    /// where the disk does not take it.
    void add(const Status& status, const std::optional<LoggedPurity>& purity);

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
    std::int64_t every_;
    std::ofstream file_;
    std::ostream* out_;
    int runs_ = 0; ///< that have a line here
    std::uint64_t run_ = 0;
    std::int64_t step_ = -1; ///< of the last line
};

} // namespace wordfield::app
