// SPDX-License-Identifier: MIT
// Causal multi-head self-attention (Vaswani et al. 2017) between the projections: queries, keys and values
// in, mixed values out, forward and backward, one sequence at a time.
#pragma once

#include "model/core/aligned.hpp"
#include "model/kernels/kernels.hpp"

#include <span>

namespace wordfield::inline nn {

/// The weights of a head as a pass keeps them for the way back: (T, attention_stride(T)), a row a key, so
/// that a vector holds what several queries give it. Cells above the diagonal hold nothing that means
/// anything.
template <class S>
class AttentionCells {
public:
    /// Of head h of one sequence, whose heads begin at `weights`.
    AttentionCells(const S* weights, Index h, Index T) : cells_{weights + h * size(T)}, T_{T} {}
    /// How much the query looks at the key: 0 beyond itself.
    [[nodiscard]] S operator()(Index query, Index key) const {
        return key > query ? S{} : cells_[key * attention_stride(T_) + query];
    }
    /// Elements a head takes.
    static Index size(Index T) { return T * attention_stride(T); }

private:
    const S* cells_;
    Index T_;
};

/// Working memory that is reused from call to call, one per thread.
template <class S>
using AttentionScratch = AlignedBuffer<S>;

/// out(T,C) = softmax(q k^T / sqrt(D), causal) v, per head, times `head_scale`(H) (1 normally, 0 silences a
/// head). qkv is (T,3C): queries, keys and values side by side, each with head h in columns h*D...h*D+D-1.
/// weights(H * AttentionCells::size(T)) keeps the softmax for the way back.
template <class S>
void attention_forward(S* out, S* weights, const S* qkv, std::span<const S> head_scale, AttentionShape shape,
                       AttentionScratch<S>& scratch) {
    scratch.reset(attention_scratch(shape));
    network_kernels<S>().attention_forward(out, weights, qkv, head_scale.data(), shape, scratch.data());
}

/// d_qkv(T,3C) is set from d_out(T,C).
template <class S>
void attention_backward(S* d_qkv, const S* d_out, const S* weights, const S* qkv,
                        std::span<const S> head_scale, AttentionShape shape, AttentionScratch<S>& scratch) {
    scratch.reset(attention_scratch(shape));
    network_kernels<S>().attention_backward(d_qkv, d_out, weights, qkv, head_scale.data(), shape,
                                            scratch.data());
}

} // namespace wordfield::inline nn
