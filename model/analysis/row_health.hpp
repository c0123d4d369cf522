// SPDX-License-Identifier: MIT
// Rows of the embedding that learn nothing, or not what one would think: never seen, dead, frozen.
#pragma once

#include "model/train/moment.hpp"

#include <string>

namespace wordfield::inline analysis {

/// One plain sentence about a row that is no ordinary one; empty for the others.
std::string flag_sentence(const Moment& moment, TokenId id);

struct RowHealth {
    int never_seen = 0; ///< rows of words that the corpus does not contain
    int dead = 0;       ///< rows that the last gradients left alone altogether; 0 before the first step
};
RowHealth count_row_health(const Moment& moment);

} // namespace wordfield::inline analysis
