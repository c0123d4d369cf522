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

/// The `count` likeliest words after `layer` blocks (0: the embedding) at a position of any probe of these
/// rows (V, C).
std::vector<LensWord> logit_lens(const Probe& probe, const Matrix& embedding, int layer, int position,
                                 int count);
/// The same of the snapshot's own sentence: the `count` likeliest words after `layer` blocks (0: the
/// embedding) at a position of the probe.
std::vector<LensWord> logit_lens(const Snapshot& snapshot, int layer, int position, int count);

} // namespace wordfield::app
