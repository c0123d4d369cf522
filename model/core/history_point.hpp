// SPDX-License-Identifier: MIT
// A point of a curve over the steps of a run.
#pragma once

namespace wordfield::inline core {

struct HistoryPoint {
    double step;
    float value;
    bool operator==(const HistoryPoint&) const = default;
};

} // namespace wordfield::inline core
