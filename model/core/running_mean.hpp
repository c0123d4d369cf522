// SPDX-License-Identifier: MIT
// The mean of numbers that come one after the other, and how sure one may be of it.
#pragma once

#include <cmath>
#include <cstdint>

namespace wordfield::inline core {

/// Welford 1962: no large sums whose difference would lose digits.
class RunningMean {
public:
    void add(double value) {
        ++count_;
        const double before = value - mean_;
        mean_ += before / static_cast<double>(count_);
        squares_ += before * (value - mean_);
    }

    [[nodiscard]] std::int64_t count() const { return count_; }
    /// 0 of no numbers.
    [[nodiscard]] double mean() const { return mean_; }
    /// Standard error of the mean, the numbers taken as independent of each other; 0 of fewer than two.
    [[nodiscard]] double error() const {
        const auto n = static_cast<double>(count_);
        return count_ < 2 ? 0.0 : std::sqrt(squares_ / (n - 1.0) / n);
    }

private:
    std::int64_t count_ = 0;
    double mean_ = 0.0, squares_ = 0.0;
};

} // namespace wordfield::inline core
