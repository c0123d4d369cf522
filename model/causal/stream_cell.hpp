// SPDX-License-Identifier: MIT
// A cell of the residual stream: one token's vector after so many blocks. What is changed there reaches the
// cells above and to the right of it, and no others: its causal cone.
#pragma once

#include "model/nn/gpt_network.hpp"

#include <optional>
#include <vector>

namespace wordfield::inline causal {

struct StreamCell {
    int stage = 0;    ///< 0: the embedding; L: after the last block
    int position = 0; ///< of the sentence
    bool operator==(const StreamCell&) const = default;
};

/// Whether a change at `from` can be seen at `to`: later or the same, in both.
[[nodiscard]] inline bool reaches(StreamCell from, StreamCell to) {
    if (from.stage == to.stage) return from.position == to.position;
    return to.stage > from.stage && to.position >= from.position;
}

/// The position of a sentence of `other` tokens that stands as far from its end as `position` of one of
/// `length`; nothing where it has none.
[[nodiscard]] inline std::optional<int> same_from_end(int position, Index length, Index other) {
    const Index there = position + other - length;
    return there >= 0 ? std::optional{static_cast<int>(there)} : std::nullopt;
}

/// Passes of one sentence, in each of which one cell of the stream is written over.
struct CellWrites {
    const std::vector<TokenId>& tokens; ///< (T)
    std::vector<StreamCell> cells;      ///< (n) of pass i
    Matrix vectors;                     ///< (n,C) what is written there
};
/// Logits (n,V) of the word after the sentence, for each of the passes; several passes at a time.
Matrix last_logits(const GptNetwork& network, const CellWrites& writes, Network::Room& room);

/// |changed - original| / |original| of every cell, (L+1,T): how far a change has spread.
Matrix change_of(const Trace& original, const Trace& changed);

/// A word's chance before and after a change, as the next one.
struct WordChance {
    TokenId word = 0;
    float before = 0.0F, after = 0.0F; ///< probability
};
/// After the sentence: the `each` likeliest words of both, the likeliest after the change at the front.
std::vector<WordChance> chances_of(const Trace& before, const Trace& after, int each);
/// KL(before || after) of the next word, nats.
double divergence_of(const Trace& before, const Trace& after);

} // namespace wordfield::inline causal
