// SPDX-License-Identifier: MIT
// What a model writes behind a sentence when chance picks every next word from its distribution.
#pragma once

#include "model/analysis/distribution.hpp"
#include "model/nn/network.hpp"

#include <cstdint>
#include <span>
#include <stop_token>
#include <vector>

namespace wordfield::inline analysis {

struct ContinuationPlan {
    double temperature = 1.0; ///< positive
    SamplingFilter cut;       ///< as for every sampling
    int count = 10;
    int length = 10; ///< words each; fewer where `end` comes, which is the last then
    TokenId end = 1;
    std::uint64_t seed = 1;
};

struct DrawnWord {
    TokenId id;
    double probability; ///< that it had at temperature 1, whatever it was drawn at
};
using Continuation = std::vector<DrawnWord>;

/// The same plan gives the same words. Costs a forward pass for every word that is drawn; when a stop is
/// asked for, what is finished by then comes back. Throws Error when a token is not in the vocabulary.
std::vector<Continuation> sample_continuations(const Network& network, std::span<const TokenId> sentence,
                                               const ContinuationPlan& plan,
                                               const std::stop_token& stop = {});

} // namespace wordfield::inline analysis
