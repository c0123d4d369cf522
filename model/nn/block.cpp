// SPDX-License-Identifier: MIT
#include "model/nn/block.hpp"

#include <algorithm>

namespace wordfield::inline nn {

template <class S>
BlockParameters<S>::BlockParameters(const ParameterTable& table, S* base, int layer) {
    const BlockTensors& b = table.blocks()[layer];
    const auto at = [&](int tensor) { return base + table[tensor].offset; };
    norm1_gain = at(b.norm1_gain), norm1_bias = at(b.norm1_bias);
    qkv = at(b.qkv), qkv_bias = at(b.qkv_bias);
    out = at(b.out), out_bias = at(b.out_bias);
    norm2_gain = at(b.norm2_gain), norm2_bias = at(b.norm2_bias);
    up = at(b.up), up_bias = at(b.up_bias);
    down = at(b.down), down_bias = at(b.down_bias);
}

template <class S>
void BlockActivations<S>::reset(Index R, Index T, const NetworkSpec& spec) {
    const Index C = spec.dim;
    norm1.reset(R * C), norm2.reset(R * C);
    stats.reset(4 * R);
    qkv.reset(R * 3 * C);
    attention.reset(R / T * spec.heads * AttentionCells<S>::size(T));
    heads_out.reset(R * C), resid_mid.reset(R * C);
    activated.reset(R * spec.hidden()), slope.reset(R * spec.hidden());
    output.reset(R * C);
}

template <class S>
void BlockScratch<S>::reset(Index R, const NetworkSpec& spec) {
    wide.reset(R * std::max(spec.hidden(), 3 * spec.dim));
    narrow.reset(R * spec.dim);
}

namespace {

template <class S>
NormStats<S> stats1(BlockActivations<S>& a, Index R) {
    return {a.stats.data(), a.stats.data() + R};
}
template <class S>
NormStats<S> stats2(BlockActivations<S>& a, Index R) {
    return {a.stats.data() + 2 * R, a.stats.data() + 3 * R};
}

// y = x(R,I) w(I,O) + bias, onto `residual` where given.
template <class S>
void linear_forward(S* y, const S* x, Index R, const Packed<S>& w, const S* bias,
                    const S* residual = nullptr) {
    multiply(y, w.columns(), view<S>(x, R, w.rows()), w, {bias, residual});
}

// dw(I,O) += x^T dy; d_bias += column sums of dy. `packed` is scratch.
template <class S>
void linear_backward(S* dw, S* d_bias, const S* dy, const S* x, Index R, Index I, Index O,
                     Packed<S>& packed) {
    add_column_sums(d_bias, dy, R, O);
    packed.pack(view<S>(dy, R, O));
    multiply(dw, O, view<S>(x, R, I).transposed(), packed, {nullptr, dw});
}

template <class S>
void attend_forward(const BlockContext<S>& context, BlockActivations<S>& a, BlockScratch<S>& scratch) {
    const auto [T, H, D] = context.shape;
    const Index C = H * D;
    for (Index n = 0; n * T < context.R; ++n)
        attention_forward(a.heads_out.data() + n * T * C,
                          a.attention.data() + n * H * AttentionCells<S>::size(T),
                          a.qkv.data() + n * T * 3 * C, context.head_scale, context.shape, scratch.attention);
}

template <class S>
void attend_backward(const BlockContext<S>& context, S* d_qkv, const S* d_mixed, const BlockActivations<S>& a,
                     BlockScratch<S>& scratch) {
    const auto [T, H, D] = context.shape;
    const Index C = H * D;
    for (Index n = 0; n * T < context.R; ++n)
        attention_backward(d_qkv + n * T * 3 * C, d_mixed + n * T * C,
                           a.attention.data() + n * H * AttentionCells<S>::size(T),
                           a.qkv.data() + n * T * 3 * C, context.head_scale, context.shape,
                           scratch.attention);
}

template <class S>
void feed_forward_backward(const BlockContext<S>& context, S* dx, const BlockParameters<S>& gradient,
                           BlockActivations<S>& a, BlockScratch<S>& scratch) {
    const Index R = context.R, C = context.shape.C(), F = context.F;
    S* const wide = scratch.wide.data();
    S* const narrow = scratch.narrow.data();
    linear_backward(gradient.down, gradient.down_bias, dx, a.activated.data(), R, F, C, scratch.packed);
    multiply(wide, F, view<S>(dx, R, C), context.weights.down_back);
    gelu_backward(wide, a.slope.data(), R * F);
    linear_backward(gradient.up, gradient.up_bias, wide, a.norm2.data(), R, C, F, scratch.packed);
    multiply(narrow, C, view<S>(wide, R, F), context.weights.up_back);
    norm_backward(dx, gradient.norm2_gain, gradient.norm2_bias, narrow, a.resid_mid.data(), stats2(a, R),
                  context.parameters.norm2_gain, R, C);
}

template <class S>
void attention_half_backward(const BlockContext<S>& context, S* dx, const BlockParameters<S>& gradient,
                             const S* x, BlockActivations<S>& a, BlockScratch<S>& scratch) {
    const Index R = context.R, C = context.shape.C();
    S* const wide = scratch.wide.data();
    S* const narrow = scratch.narrow.data();
    linear_backward(gradient.out, gradient.out_bias, dx, a.heads_out.data(), R, C, C, scratch.packed);
    multiply(narrow, C, view<S>(dx, R, C), context.weights.out_back);
    attend_backward(context, wide, narrow, a, scratch);
    linear_backward(gradient.qkv, gradient.qkv_bias, wide, a.norm1.data(), R, C, 3 * C, scratch.packed);
    multiply(narrow, C, view<S>(wide, R, 3 * C), context.weights.qkv_back);
    norm_backward(dx, gradient.norm1_gain, gradient.norm1_bias, narrow, x, stats1(a, R),
                  context.parameters.norm1_gain, R, C);
}

} // namespace

template <class S>
void block_forward(const BlockContext<S>& context, const S* x, BlockActivations<S>& a,
                   BlockScratch<S>& scratch) {
    const Index R = context.R, C = context.shape.C();
    const auto& p = context.parameters;
    norm_forward(a.norm1.data(), stats1(a, R), x, p.norm1_gain, p.norm1_bias, R, C, context.norm_epsilon);
    linear_forward(a.qkv.data(), a.norm1.data(), R, context.weights.qkv, p.qkv_bias);
    attend_forward(context, a, scratch);
    call(context.hooks.heads, context.layer, a.heads_out.data(), R, C);
    linear_forward(a.resid_mid.data(), a.heads_out.data(), R, context.weights.out, p.out_bias, x);
    call(context.hooks.middle, context.layer, a.resid_mid.data(), R, C);
    norm_forward(a.norm2.data(), stats2(a, R), a.resid_mid.data(), p.norm2_gain, p.norm2_bias, R, C,
                 context.norm_epsilon);
    linear_forward(a.slope.data(), a.norm2.data(), R, context.weights.up, p.up_bias);
    gelu_forward(a.activated.data(), a.slope.data(), R * context.F);
    call(context.hooks.neurons, context.layer, a.activated.data(), R, context.F);
    linear_forward<S>(a.output.data(), a.activated.data(), R, context.weights.down, p.down_bias,
                      a.resid_mid.data());
}

template <class S>
void block_backward(const BlockContext<S>& context, S* dx, const BlockParameters<S>& gradient, const S* x,
                    BlockActivations<S>& a, BlockScratch<S>& scratch) {
    feed_forward_backward(context, dx, gradient, a, scratch);
    attention_half_backward(context, dx, gradient, x, a, scratch);
}

template struct BlockParameters<float>;
template struct BlockParameters<const float>;
template struct BlockParameters<double>;
template struct BlockParameters<const double>;
template struct BlockActivations<float>;
template struct BlockActivations<double>;
template struct BlockScratch<float>;
template struct BlockScratch<double>;
template void block_forward(const BlockContext<float>&, const float*, BlockActivations<float>&,
                            BlockScratch<float>&);
template void block_forward(const BlockContext<double>&, const double*, BlockActivations<double>&,
                            BlockScratch<double>&);
template void block_backward(const BlockContext<float>&, float*, const BlockParameters<float>&, const float*,
                             BlockActivations<float>&, BlockScratch<float>&);
template void block_backward(const BlockContext<double>&, double*, const BlockParameters<double>&,
                             const double*, BlockActivations<double>&, BlockScratch<double>&);

} // namespace wordfield::inline nn
