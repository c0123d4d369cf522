// SPDX-License-Identifier: MIT
// A run as one line of a list.
#pragma once

#include "model/run/run_number.hpp"

#include <cstdint>
#include <string>

namespace wordfield::inline run {

struct RunLine {
    RunId id;
    std::string name; ///< may be empty
    std::int64_t step = 0;
    float heldout_loss = 0.0F; ///< nats a token, measured last
    bool operator==(const RunLine&) const = default;
};

} // namespace wordfield::inline run
