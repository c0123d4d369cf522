// SPDX-License-Identifier: MIT
// The index of the maths: every forward with its backward, as model/kernels/kernels.hpp says what each does;
// products are in model/kernels/packed.hpp.
#pragma once

#include "model/kernels/kernels.hpp"

#include <span>

namespace wordfield::inline nn {

template <class S>
void embed_forward(S* x, const S* table, const S* positions, std::span<const TokenId> ids, Index T, Index C) {
    network_kernels<S>().embed_forward(x, table, positions, ids.data(), std::ssize(ids), T, C);
}
template <class S>
void embed_backward(S* d_table, S* d_positions, const S* dx, std::span<const TokenId> ids, Index T, Index C) {
    network_kernels<S>().embed_backward(d_table, d_positions, dx, ids.data(), std::ssize(ids), T, C);
}
template <class S>
void norm_forward(S* y, NormStats<S> stats, const S* x, const S* gain, const S* bias, Index R, Index C,
                  S epsilon) {
    network_kernels<S>().norm_forward(y, stats, x, gain, bias, R, C, epsilon);
}
/// dx is ADDED to.
template <class S>
void norm_backward(S* dx, S* d_gain, S* d_bias, const S* dy, const S* x, NormStats<S> stats, const S* gain,
                   Index R, Index C) {
    network_kernels<S>().norm_backward(dx, d_gain, d_bias, dy, x, stats, gain, R, C);
}
/// Reads x from `slope` and leaves the derivative there.
template <class S>
void gelu_forward(S* y, S* slope, Index n) {
    network_kernels<S>().gelu_forward(y, slope, n);
}
template <class S>
void gelu_backward(S* dy, const S* slope, Index n) {
    network_kernels<S>().gelu_backward(dy, slope, n);
}
template <class S>
void add_column_sums(S* d_bias, const S* dy, Index R, Index C) {
    network_kernels<S>().add_column_sums(d_bias, dy, R, C);
}
/// The sum of -log p(target), nats; logits(R,V) become their gradient.
template <class S>
double cross_entropy(S* logits, std::span<const TokenId> targets, Index V, S scale) {
    return network_kernels<S>().cross_entropy(logits, targets.data(), std::ssize(targets), V, scale);
}

} // namespace wordfield::inline nn
