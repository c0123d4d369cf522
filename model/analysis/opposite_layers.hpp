// SPDX-License-Identifier: MIT
// Where in the layers two words part: both are put into the same sentences of held-out text, and the streams
// at their place compared after every block.
#pragma once

#include "model/analysis/opposites.hpp"
#include "model/core/running_mean.hpp"
#include "model/nn/network.hpp"
#include "model/train/moment.hpp"

#include <span>
#include <vector>

namespace wordfield::inline analysis {

/// What stands before a word in the text, and the word; at most the context.
using WordContext = std::vector<TokenId>;

/// Up to `most` places of the stream where one of the two words stands, evenly spread, with up to `length`
/// tokens up to the word itself.
std::vector<WordContext> contexts_of(std::span<const TokenId> stream, const Opposite& pair, std::size_t most,
                                     std::size_t length);

/// Over contexts, the pair and, for comparison, the word that stood there and a fellow drawn at random.
struct PartedLayers {
    struct Parting {
        std::vector<RunningMean>
            cosine;             ///< [stage 0..L] of the two streams at the word, after so many blocks
        RunningMean divergence; ///< Jensen-Shannon, bits, 0 to 1, of what is said to come next
    };
    Opposite words;
    Parting pair, fellow;
};

/// The next context of a pair: `contexts[parted.pair.divergence.count()]`. True when there is no further one.
/// The fellow is one of `fellows`, neither of the two; without any other the comparison is left out.
bool go_on(PartedLayers& parted, const std::vector<WordContext>& contexts, std::span<const TokenId> fellows,
           const Moment& moment, Network::Room& room);

/// Jensen-Shannon divergence of two softmaxes, in bits: 0 of the same, 1 of two that share nothing (Lin
/// 1991). logits (V) each.
double jensen_shannon(const RowVector& a, const RowVector& b);

} // namespace wordfield::inline analysis
