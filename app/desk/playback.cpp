// SPDX-License-Identifier: MIT
#include "app/desk/playback.hpp"

#include <algorithm>

namespace wordfield::app {

void Playback::start(std::int64_t step, std::int64_t first, std::int64_t last) {
    at_ = static_cast<double>(step >= last ? first : std::max(step, first));
}

std::optional<std::int64_t> Playback::advance(double dt, std::int64_t first, std::int64_t last) {
    if (!at_) return std::nullopt;
    const Speed& chosen = speeds[static_cast<std::size_t>(speed)];
    const auto begin = static_cast<double>(first), end = static_cast<double>(last);
    *at_ += dt * (chosen.seconds > 0 ? (end - begin) / chosen.seconds : chosen.steps);
    if (*at_ < end) return static_cast<std::int64_t>(*at_);
    if (loop && end > begin)
        at_ = begin;
    else
        at_.reset();
    return last;
}

} // namespace wordfield::app
