// SPDX-License-Identifier: MIT
// Rows of the embedding that learn nothing, or not what one would think: never seen, dead, frozen.
#pragma once

#include "model/train/moment.hpp"

#include <string>

namespace wordfield::inline analysis {

/// One plain sentence about a row that is no ordinary one; empty for the others.
std::string flag_sentence(const Moment& moment, TokenId id);

} // namespace wordfield::inline analysis
