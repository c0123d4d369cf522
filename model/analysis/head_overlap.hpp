// SPDX-License-Identifier: MIT
// The heads of two models beside each other. Which head does what is chance: head 1 of one model may be head
// 3 of the other. So the heads of a layer are paired by where they look in the same text. Their patterns say
// more than their habits: two heads may both look at many words, and at different ones.
#pragma once

#include "model/core/matrix.hpp"
#include "model/train/moment.hpp"

#include <span>
#include <vector>

namespace wordfield::inline analysis {

/// Where each head looks in some windows of text.
struct HeadPatterns {
    int layers = 0, heads = 0;   ///< L, H; 0 of a model without heads, or where there is no text
    std::vector<Matrix> weights; ///< [layer * H + head] (n, T): rows of attention, each with sum 1; of every
                                 ///< window those from the third on, as before there is no choice to speak of
};

/// Over at most 16 windows of held-out text, evenly spread, of at most 64 tokens.
HeadPatterns head_patterns(const Moment& moment);

/// Mean over the rows of a(n, T) and b(n, T) of the weight that lies on the same tokens in both, the sum of
/// the smaller of the two (one less their total variation distance): 1 for the same pattern, 0 for rows that
/// look at nothing in common.
double pattern_overlap(const Matrix& a, const Matrix& b);

/// One layer of two models.
struct HeadMatch {
    std::vector<int> partner;    ///< (H) of each head of the first the head of the second, each once
    std::vector<double> overlap; ///< (H) with that partner
    double any = 0.0;            ///< mean overlap of all H * H pairs: of heads that were not chosen
};

/// The pairing with the largest sum of overlaps there is.
HeadMatch match_heads(const HeadPatterns& a, const HeadPatterns& b, int layer);

} // namespace wordfield::inline analysis
