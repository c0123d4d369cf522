// SPDX-License-Identifier: MIT
// The index of the maths: every forward with its backward, single-threaded, on borrowed row-major memory. R
// rows stand for any number of tokens. Gradients of weights are added to; gradients of activations are set
// unless said otherwise.
#pragma once

#include "model/core/matrix.hpp"
#include "model/core/token.hpp"

#include <span>

namespace wordfield::inline nn {

/// x(R,C) = table[ids] + positions, where row r is at position r % T.
template <class S>
void embed_forward(S* x, const S* table, const S* positions, std::span<const TokenId> ids, Index T, Index C);
template <class S>
void embed_backward(S* d_table, S* d_positions, const S* dx, std::span<const TokenId> ids, Index T, Index C);

/// What the backward pass of a layer norm needs, per row.
template <class S>
struct NormStats {
    S* mean;              ///< (R)
    S* inverse_deviation; ///< (R)
};

/// y(R,C) = (x - mean) / sqrt(variance + epsilon) * gain + bias, over each row (Ba et al. 2016).
template <class S>
void norm_forward(S* y, NormStats<S> stats, const S* x, const S* gain, const S* bias, Index R, Index C,
                  S epsilon);
/// dx is ADDED to: the residual stream's own gradient is already in it.
template <class S>
void norm_backward(S* dx, S* d_gain, S* d_bias, const S* dy, const S* x, NormStats<S> stats, const S* gain,
                   Index R, Index C);

/// GELU in GPT-2's form, x / 2 * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 x^3))) (Hendrycks & Gimpel 2016).
/// Reads x from `slope` and leaves the derivative there, so that the way back is one product.
template <class S>
void gelu_forward(S* y, S* slope, Index n);
/// dx = dy * slope, in place over dy.
template <class S>
void gelu_backward(S* dy, const S* slope, Index n);

/// d_bias(C) += column sums of dy(R,C).
template <class S>
void add_column_sums(S* d_bias, const S* dy, Index R, Index C);

/// Softmax and cross-entropy of each row of logits(R,V) in place: returns the sum of -log p(target) in nats
/// and leaves d(loss)/d(logits) = (p - onehot) * scale. With scale 0 only the loss is computed.
template <class S>
double cross_entropy(S* logits, std::span<const TokenId> targets, Index V, S scale);

} // namespace wordfield::inline nn
