// SPDX-License-Identifier: MIT
#include "model/nn/attention.hpp"

#include "model/nn/softmax.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace wordfield::inline nn {
namespace {

using simd::for_each_vector;
using simd::Vec;

template <class S>
void scale_rows(S* x, Index stride, Index rows, Index columns, S factor) {
    for (Index r = 0; r < rows; ++r, x += stride)
        for_each_vector<S>(columns, [&](auto load, auto store) { store(x, load(x) * factor); });
}

// scores(T,T) becomes the softmax of `factor` * scores over the columns 0...row; zero above the diagonal.
// Columns that fill up the last vector join in with nothing to say: far cheaper than a part of a vector.
template <class S>
void causal_softmax(S* scores, Index T, S factor) {
    for (Index i = 0; i < T; ++i, scores += T) {
        const Index n = i + 1, filled = std::min(T, simd::padded<S>(n));
        std::fill(scores + n, scores + filled, std::numeric_limits<S>::lowest() / 2);
        const S top = row_maximum(scores, filled);
        const S inverse = 1 / exponentiate(scores, filled, top, factor);
        for_each_vector<S>(filled, [&](auto load, auto store) { store(scores, load(scores) * inverse); });
        std::fill(scores + n, scores + T, S{});
    }
}

// d_weights(T,T) becomes the gradient of the raw scores: p * (d - sum(p * d)) * factor. p is zero above the
// diagonal.
template <class S>
void softmax_backward(S* d_weights, const S* p, Index T, S factor) {
    for (Index i = 0; i < T; ++i, d_weights += T, p += T) {
        Vec<S> total{};
        for_each_vector<S>(T, [&](auto load, auto) { total += load(p) * load(d_weights); });
        const S mean = simd::sum<S>(total);
        for_each_vector<S>(
            T, [&](auto load, auto store) { store(d_weights, load(p) * (load(d_weights) - mean) * factor); });
    }
}

} // namespace

template <class S>
void attention_forward(S* out, S* weights, const S* qkv, std::span<const S> head_scale, AttentionShape shape,
                       AttentionScratch<S>& scratch) {
    const auto [T, H, D] = shape;
    const Index C = shape.C(), row = 3 * C;
    const S factor = 1 / std::sqrt(static_cast<S>(D));
    for (Index h = 0; h < H; ++h, weights += T * T) {
        const View<S> q{qkv + h * D, T, D, row}, k{q.data + C, T, D, row}, v{q.data + 2 * C, T, D, row};
        scratch.packed.pack(k.transposed());
        multiply(weights, T, q, scratch.packed); // (T,T) = (T,D)(D,T)
        causal_softmax(weights, T, factor);
        scratch.packed.pack(v);
        multiply(out + h * D, C, view<S>(weights, T, T), scratch.packed); // (T,D) = (T,T)(T,D)
        const S silence = head_scale[h];
        if (silence != 1) scale_rows(out + h * D, C, T, D, silence);
    }
}

template <class S>
void attention_backward(S* d_qkv, const S* d_out, const S* weights, const S* qkv,
                        std::span<const S> head_scale, AttentionShape shape, AttentionScratch<S>& scratch) {
    const auto [T, H, D] = shape;
    const Index C = shape.C(), row = 3 * C;
    scratch.d_scores.reset(T * T);
    S* const ds = scratch.d_scores.data();
    for (Index h = 0; h < H; ++h, weights += T * T) {
        const View<S> q{qkv + h * D, T, D, row}, k{q.data + C, T, D, row}, v{q.data + 2 * C, T, D, row};
        S* const dq = d_qkv + h * D;
        const View<S> dy{d_out + h * D, T, D, C};
        const S silence = head_scale[h];
        scratch.packed.pack(dy);
        multiply(dq + 2 * C, row, view<S>(weights, T, T).transposed(), scratch.packed); // dv = p^T dy
        if (silence != 1) scale_rows(dq + 2 * C, row, T, D, silence);
        scratch.packed.pack(v.transposed());
        multiply(ds, T, dy, scratch.packed); // dp = dy v^T
        softmax_backward(ds, weights, T, silence / std::sqrt(static_cast<S>(D)));
        scratch.packed.pack(k);
        multiply(dq, row, view<S>(ds, T, T), scratch.packed); // dq = ds k
        scratch.packed.pack(q);
        multiply(dq + C, row, view<S>(ds, T, T).transposed(), scratch.packed); // dk = ds^T q
    }
}

template void attention_forward(float*, float*, const float*, std::span<const float>, AttentionShape,
                                AttentionScratch<float>&);
template void attention_forward(double*, double*, const double*, std::span<const double>, AttentionShape,
                                AttentionScratch<double>&);
template void attention_backward(float*, const float*, const float*, const float*, std::span<const float>,
                                 AttentionShape, AttentionScratch<float>&);
template void attention_backward(double*, const double*, const double*, const double*,
                                 std::span<const double>, AttentionShape, AttentionScratch<double>&);

} // namespace wordfield::inline nn
