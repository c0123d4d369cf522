// SPDX-License-Identifier: MIT
// What is told of a step that is being made again.
#pragma once

#include "model/train/moment.hpp"

#include <cstdint>
#include <memory>
#include <string>

namespace wordfield::inline run {

/// How far a replay is.
struct Replay {
    std::uint64_t ticket = 0; ///< of whoever asked
    std::uint64_t run = 0;
    std::int64_t step = 0;                ///< that is wanted
    std::int64_t done = 0, total = 0;     ///< steps
    bool over = false;                    ///< nothing more comes of this one
    std::shared_ptr<const Moment> moment; ///< once it is over, unless it was cancelled, failed or branches
    std::string trouble;                  ///< why it failed: a sentence
};

} // namespace wordfield::inline run
