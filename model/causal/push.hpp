// SPDX-License-Identifier: MIT
// Ringing: one vector of the residual stream is pushed a little, and how far that grows or fades through
// layers and positions is looked at; and the smallest push that changes the next word (DeepFool:
// Moosavi-Dezfooli, Fawzi & Frossard 2016).
#pragma once

#include "model/causal/stream_cell.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace wordfield::inline causal {

struct PushedRun {
    StreamCell at;
    double length = 0.0;             ///< of the push, as a share of the vector's own length
    Matrix change;                   ///< (L+1,T) see change_of()
    Matrix growth;                   ///< (L+1,T) length of what has changed, in lengths of the push
    std::vector<WordChance> chances; ///< of the next word
    double divergence = 0.0;         ///< KL(before || after), nats
};
/// The pass in which `push` (C) is added at `at`.
PushedRun run_pushed(const GptNetwork& network, const Trace& trace, StreamCell at, const RowVector& push,
                     Network::Room& room);

/// Of length 1, equally likely in every direction; the same for the same seed.
RowVector random_direction(Index dim, std::uint64_t seed);
/// The gradient (C), by the vector at `at`, of logit(raise) - logit(lower) after the sentence.
RowVector logit_gradient(const GptNetwork& network, const Trace& trace, StreamCell at, const RowVector& push,
                         TokenId raise, TokenId lower, Network::Room& room);

/// The shortest push along a line that changes the likeliest next word.
struct Turn {
    RowVector direction; ///< (C) of length 1
    double length = 0.0; ///< as a share of the vector's own length
    TokenId word = 0;    ///< that is likeliest then
};
/// Along `direction` (C), up to `most` lengths of the vector; nothing where the word stays. To half a
/// percent, by bisection of the first of 24 even pieces in which it has changed.
std::optional<Turn> turn_along(const GptNetwork& network, const Trace& trace, StreamCell at,
                               const RowVector& direction, double most, Network::Room& room);
/// The shortest one found that makes `word` the likeliest, or another on the way: DeepFool's steps to where
/// the two logits are equal, linearised anew each time, and then back along the line. Nothing where 20 steps
/// do not lead there.
std::optional<Turn> shortest_turn(const GptNetwork& network, const Trace& trace, StreamCell at, TokenId word,
                                  Network::Room& room);

} // namespace wordfield::inline causal
