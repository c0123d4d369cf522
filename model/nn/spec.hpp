// SPDX-License-Identifier: MIT
// The shape of a transformer: all that its passes look at. Nothing of how it is trained, and nothing of other
// kinds of model.
#pragma once

namespace wordfield::inline nn {

/// GPT-2's block (Radford et al. 2019): layer norms before each half, learned positions, GELU, and the token
/// embedding again as the unembedding.
struct NetworkSpec {
    int vocabulary = 0;         ///< V
    int dim = 0;                ///< C, a multiple of `heads`
    int layers = 0;             ///< L
    int heads = 0;              ///< H
    int context = 0;            ///< T, tokens at most
    int feed_forward = 0;       ///< F, width of the hidden layer; 0 for 4 C
    double norm_epsilon = 1e-5; ///< what a layer norm adds to the variance

    [[nodiscard]] int hidden() const { return feed_forward > 0 ? feed_forward : 4 * dim; }
    bool operator==(const NetworkSpec&) const = default;
};

} // namespace wordfield::inline nn
