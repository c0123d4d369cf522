// SPDX-License-Identifier: MIT
// What a layer would say next: its residual stream, through the final norm, compared with every row
// (nostalgebraist 2020, "interpreting GPT: the logit lens"). Pure maths.
#pragma once

#include "model/train/snapshot.hpp"

#include <vector>

namespace wordfield::app {

struct LensWord {
    TokenId word;
    float probability; ///< softmax over all words, T = 1
};

/// The `count` likeliest words after `layer` blocks (0: the embedding) at a position of the probe.
std::vector<LensWord> logit_lens(const Snapshot& snapshot, int layer, int position, int count);

} // namespace wordfield::app
