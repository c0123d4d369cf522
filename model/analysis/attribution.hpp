// SPDX-License-Identifier: MIT
// Who speaks for which word: a logit as the sum of what embedding, position, every head and every
// feed-forward layer added to the residual stream (direct logit attribution: Elhage et al. 2021, "A
// mathematical framework for transformer circuits"). Pure maths over a trace.
#pragma once

#include "model/nn/trace.hpp"

#include <string>
#include <vector>

namespace wordfield::inline analysis {

/// The last layer norm divides by the deviation of the whole vector. With that one number taken as it is, the
/// logit is linear in everything that was added: a direction (C) per word, by which an addition is
/// multiplied.
RowVector readout_direction(const Trace& trace, int position, TokenId word);

struct Part {
    enum class Kind { Token, Position, Head, FeedForward, Bias };
    Kind kind;
    int layer = -1; ///< of Head and FeedForward
    int head = -1;  ///< of Head
};
/// "word itself", "position", "L1 H2", "L1 feed-forward", "biases".
std::string part_name(const Part& part);

struct Attribution {
    std::vector<Part> parts;    ///< (P)
    std::vector<TokenId> words; ///< (W)
    Matrix contribution;        ///< (W, P): what each part adds to each word's logit; a row sums to the logit
    std::vector<float> logits;  ///< (W)
};

/// For the next word after `position` of a transformer's trace. `against_average` measures every logit from
/// the mean of all words' logits: the softmax sees no more than such differences.
Attribution attribute(const Trace& trace, int position, const std::vector<TokenId>& words,
                      bool against_average);

} // namespace wordfield::inline analysis
