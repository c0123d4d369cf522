// SPDX-License-Identifier: MIT
// What a text was good for, in one plain sentence: from the loss on what is learned from and the loss on what
// is held out. Pure maths.
#pragma once

#include <string>

namespace wordfield::app {

/// All losses in nats a token, or what a pair costs a model of pairs.
struct TextEvidence {
    double train = 0.0;    ///< of the batches lately, a running mean
    double heldout = 0.0;  ///< of text that is never learned from
    double guessing = 0.0; ///< of a model that knows nothing
    bool by_heart = false; ///< the held-out loss has begun to rise while the other falls
};

std::string text_verdict(const TextEvidence& evidence);

} // namespace wordfield::app
