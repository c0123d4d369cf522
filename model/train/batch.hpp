// SPDX-License-Identifier: MIT
// Batches: windows of a token stream and, for each token, the one that follows it.
#pragma once

#include "model/core/rng.hpp"
#include "model/nn/gpt.hpp"

#include <vector>

namespace wordfield::inline train {

/// `count` windows of `length` tokens, one after the other, with their targets.
struct Batch {
    int length = 0;
    std::vector<TokenId> inputs, targets; ///< (count * length)

    [[nodiscard]] int count() const { return length == 0 ? 0 : static_cast<int>(inputs.size()) / length; }
    /// Windows [begin, end), borrowed.
    [[nodiscard]] Sequences slice(int begin, int end) const;
};

/// Windows at random places, any start as likely as any other. The stream has at least length + 1 tokens.
void sample_windows(Batch& windows, int count, int length, std::span<const TokenId> stream, Pcg32& rng);

/// Windows evenly spread over the stream, without overlap; fewer and shorter ones when the stream is short,
/// none when it has fewer than two tokens.
Batch even_windows(int count, int length, std::span<const TokenId> stream);

} // namespace wordfield::inline train
