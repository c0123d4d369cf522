// SPDX-License-Identifier: MIT
// What there is to learn from: a training stream and a held-out stream of token ids.
#pragma once

#include "model/core/token.hpp"

#include <optional>
#include <string>
#include <vector>

namespace wordfield::inline text {

/// Ids are of the vocabulary of the Lexicon beside it. <eos> stands after each document.
struct TextStream {
    std::vector<TokenId> train;
    std::vector<TokenId> heldout;        ///< documents that are not in `train`
    std::optional<double> entropy_floor; ///< nats a token; only where the generator's own choices are known
    std::string prompt;                  ///< a sentence of this text to begin with
};

} // namespace wordfield::inline text
