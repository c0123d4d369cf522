// SPDX-License-Identifier: MIT
// Work in pieces, as an Inquiry is to be done.
#pragma once

#include <chrono>

namespace wordfield::app {

/// Calls `piece()` until it says that all is done, or 30 ms are over; whether all is done.
template <class Piece>
bool for_a_while(Piece piece) {
    using Clock = std::chrono::steady_clock;
    const auto end = Clock::now() + std::chrono::milliseconds{30};
    while (!piece())
        if (Clock::now() >= end) return false;
    return true;
}

} // namespace wordfield::app
