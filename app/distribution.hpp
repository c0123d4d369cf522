// SPDX-License-Identifier: MIT
// From logits to probabilities, as the window shows them: softmax at a temperature, its entropy, and chance
// drawing from it. Pure maths.
#pragma once

#include "model/train/snapshot.hpp"

#include <vector>

namespace wordfield::app {

struct Distribution {
    std::vector<double> probability; ///< (V), sums to 1
    std::vector<TokenId> ranked;     ///< the 64 likeliest ids, by falling probability (ties by id)
    double entropy = 0.0;            ///< nats
};

/// The token of the sentence that `wished` names: -1 or anything past the end means the last.
int position_of(const Probe& probe, int wished);

/// softmax(logits[position] / temperature); temperature must be positive. `rank` false leaves `ranked` empty.
Distribution distribution_at(const Probe& probe, int position, double temperature, bool rank = false);

/// The word at which the running sum of probabilities passes `u` in [0, 1).
TokenId draw_word(const Distribution& distribution, double u);

} // namespace wordfield::app
