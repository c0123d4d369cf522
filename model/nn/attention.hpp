// SPDX-License-Identifier: MIT
// Causal multi-head self-attention (Vaswani et al. 2017) between the projections: queries, keys and values
// in, mixed values out, forward and backward, one sequence at a time.
#pragma once

#include "model/nn/gemm.hpp"

#include <span>

namespace wordfield::inline nn {

/// T tokens, H heads of width D; C = H * D.
struct AttentionShape {
    Index T, H, D;
    [[nodiscard]] Index C() const { return H * D; }
};

/// Working memory that is reused from call to call, one per thread.
template <class S>
struct AttentionScratch {
    Packed<S> packed;
    AlignedBuffer<S> d_scores; ///< (T,T)
};

/// out(T,C) = softmax(q k^T / sqrt(D), causal) v, per head, times `head_scale`(H) (1 normally, 0 silences a
/// head). qkv is (T,3C): queries, keys and values side by side, each with head h in columns h*D...h*D+D-1.
/// weights(H,T,T) keeps the softmax for the way back; above the diagonal it is zero.
template <class S>
void attention_forward(S* out, S* weights, const S* qkv, std::span<const S> head_scale, AttentionShape shape,
                       AttentionScratch<S>& scratch);

/// d_qkv(T,3C) is set from d_out(T,C).
template <class S>
void attention_backward(S* d_qkv, const S* d_out, const S* weights, const S* qkv,
                        std::span<const S> head_scale, AttentionShape shape, AttentionScratch<S>& scratch);

} // namespace wordfield::inline nn
