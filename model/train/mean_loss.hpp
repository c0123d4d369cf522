// SPDX-License-Identifier: MIT
// A loss that was measured on a sample of windows, and how sure one may be of it.
#pragma once

#include <cstdint>
#include <span>

namespace wordfield::inline train {

/// A mean over tokens (or pairs of words) that were looked at window by window. Windows lie far apart and
/// count as independent of each other; tokens of one window do not.
struct MeanLoss {
    double mean = 0.0;  ///< nats
    double error = 0.0; ///< its standard error, from how the windows differ; 0 for a single one
    std::int64_t tokens = 0;
};

struct WindowLoss {
    double sum = 0.0; ///< nats
    std::int64_t tokens = 0;
};

/// The mean over all tokens with the standard error of a ratio (Cochran 1977, section 2.11). Windows without
/// tokens count for nothing.
MeanLoss mean_of(std::span<const WindowLoss> windows);

/// The difference b - a of two means over the same windows, and its standard error, which is that of the
/// windows' differences: far less than either mean's own. Throws std::invalid_argument when they are not of
/// the same windows.
MeanLoss difference_of(std::span<const WindowLoss> a, std::span<const WindowLoss> b);

} // namespace wordfield::inline train
