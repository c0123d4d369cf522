// SPDX-License-Identifier: MIT
#pragma once

#include "model/train/moment.hpp"

#include <algorithm>

namespace wordfield::inline train {

/// How many windows of text whoever looks on may put to a model at a time: about a tenth of a second's work,
/// `fewest` of a large model and `most` of a small one. `operations` are those of a window for each weight
/// and token: two forward, six forward and backward (Kaplan et al. 2020, section 2.1).
inline int affordable_windows(const Moment& moment, double operations, int fewest, int most) {
    constexpr double work = 4e9; // multiplications and additions
    const double each =
        operations * static_cast<double>(moment.parameters) * static_cast<double>(moment.model.context);
    return static_cast<int>(std::clamp(work / each, static_cast<double>(fewest), static_cast<double>(most)));
}

} // namespace wordfield::inline train
