// SPDX-License-Identifier: MIT
// The loss taken apart: what no model can avoid, what this one could still learn, and what it has learned
// already. Pure maths.
#pragma once

#include "model/train/moment.hpp"

#include <optional>

namespace wordfield::inline analysis {

/// What a model pays that knows nothing, nats: a guess among all words, or a coin for each word of a pair.
double guessing_loss(const Moment& moment);

/// All in nats a token. entropy + divergence = cross_entropy (Kullback & Leibler 1951), up to `ignorance`.
/// Windows that begin in the middle of a document hide from the model what nobody could guess, so the loss is
/// that with documents in view.
struct LossDecomposition {
    double cross_entropy =
        0.0; ///< with the document in view where that was measured, else held-out, else of the last batch
    double error = 0.0;      ///< its standard error; 0 where it is not known
    double entropy = 0.0;    ///< of the text itself: an upper bound, what the grammar's own choices cost
    double divergence = 0.0; ///< of the loss above that bound: KL(text || model) or less; may be negative
    double ignorance = 0.0;  ///< log V: the loss of a model that gives every word the same chance
    bool heldout = false, in_view = false;
};

/// Nothing while there is no loss yet, when nobody knows the text's entropy, or for a
/// model that does not predict the next word.
std::optional<LossDecomposition> loss_decomposition(const Moment& moment);

} // namespace wordfield::inline analysis
