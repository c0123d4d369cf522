// SPDX-License-Identifier: MIT
// A mean and how far the numbers that it is of lie apart: where a run is made several times, the second
// figure says what the first is worth.
#pragma once

#include "model/core/number_text.hpp"

#include <cmath>
#include <cstddef>
#include <span>
#include <string>

namespace wordfield::inline core {

/// In the unit of the numbers.
struct MeanSpread {
    double mean = 0.0;   ///< 0 of no numbers
    double spread = 0.0; ///< standard deviation, by n - 1; 0 of fewer than two, which have none
    std::size_t count = 0;
};

/// In two passes: equal numbers have a spread of exactly 0.
inline MeanSpread mean_spread(std::span<const double> values) {
    if (values.empty()) return {};
    const auto n = static_cast<double>(values.size());
    const double first = values.front(); // equal numbers give it back to the last bit
    double sum = 0.0, squares = 0.0;
    for (const double value : values) sum += value - first;
    const double mean = first + sum / n;
    for (const double value : values) squares += (value - mean) * (value - mean);
    return {mean, values.size() < 2 ? 0.0 : std::sqrt(squares / (n - 1.0)), values.size()};
}

/// "0.43 ± 0.02"; of a single number it alone, as it has no spread.
inline std::string with_spread(const MeanSpread& value, int digits) {
    const std::string mean = format("%.*f", digits, rounded(value.mean, digits));
    return value.count < 2 ? mean : mean + format(" ± %.*f", digits, value.spread);
}

} // namespace wordfield::inline core
