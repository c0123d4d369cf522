// SPDX-License-Identifier: MIT
// One block of GPT-2: x += attention(norm1(x)); x += feed_forward(norm2(x)), forward and backward, over R =
// n*T rows.
#pragma once

#include "model/kernels/packed.hpp"
#include "model/nn/attention.hpp"
#include "model/nn/hooks.hpp"
#include "model/nn/layers.hpp"
#include "model/nn/parameters.hpp"

namespace wordfield::inline nn {

/// Where one block's tensors lie in a flat buffer: weights (S const) or gradients.
template <class S>
struct BlockParameters {
    BlockParameters(const ParameterTable& table, S* base, int layer);
    S *norm1_gain, *norm1_bias, *qkv, *qkv_bias, *out, *out_bias, *norm2_gain, *norm2_bias, *up, *up_bias,
        *down, *down_bias;
};

/// The linear weights, rearranged for products: as they are (forward) and transposed (backward).
template <class S>
struct BlockWeights {
    Packed<S> qkv, out, up, down;
    Packed<S> qkv_back, out_back, up_back, down_back;
};

/// What the forward pass leaves for the backward pass and for whoever looks on.
template <class S>
struct BlockActivations {
    AlignedBuffer<S> norm1, norm2;     ///< (R,C)
    AlignedBuffer<S> stats;            ///< (4,R): mean and inverse deviation of norm1, then of norm2
    AlignedBuffer<S> qkv;              ///< (R,3C)
    AlignedBuffer<S> attention;        ///< (n,H,T,T)
    AlignedBuffer<S> heads_out;        ///< (R,C): the heads' outputs side by side
    AlignedBuffer<S> resid_mid;        ///< (R,C): the residual stream between the two halves
    AlignedBuffer<S> activated, slope; ///< (R,F): GELU and its derivative
    AlignedBuffer<S> output;           ///< (R,C): the residual stream after the block
    void reset(Index R, Index T, const NetworkSpec& spec);
};

/// Working memory of a pass, one per thread.
template <class S>
struct BlockScratch {
    AttentionScratch<S> attention;
    Packed<S> packed;
    AlignedBuffer<S> wide;   ///< (R,F) or (R,3C)
    AlignedBuffer<S> narrow; ///< (R,C)
    void reset(Index R, const NetworkSpec& spec);
};

/// What a pass through a block needs besides activations.
template <class S>
struct BlockContext {
    AttentionShape shape;
    Index R;
    Index F;        ///< width of the hidden layer
    S norm_epsilon; ///< of the layer norms
    BlockParameters<const S> parameters;
    const BlockWeights<S>& weights;
    std::span<const S> head_scale; ///< (H)
    int layer;                     ///< as the hooks are told
    const Hooks<S>& hooks;
};

/// From x(R,C), the residual stream before the block, to a.output.
template <class S>
void block_forward(const BlockContext<S>& context, const S* x, BlockActivations<S>& a,
                   BlockScratch<S>& scratch);

/// dx(R,C): on entry the gradient of a.output, on return that of x. Gradients of weights are added to.
template <class S>
void block_backward(const BlockContext<S>& context, S* dx, const BlockParameters<S>& gradient, const S* x,
                    BlockActivations<S>& a, BlockScratch<S>& scratch);

} // namespace wordfield::inline nn
