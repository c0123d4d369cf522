// SPDX-License-Identifier: MIT
#include "model/nn/layers.hpp"

#include "model/core/vector_math.hpp"
#include "model/nn/softmax.hpp"

#include <cmath>

namespace wordfield::inline nn {

using simd::broadcast;
using simd::for_each_vector;
using simd::Vec;

template <class S>
void embed_forward(S* x, const S* table, const S* positions, std::span<const TokenId> ids, Index T, Index C) {
    for (std::size_t r = 0; r < ids.size(); ++r) {
        const S* const word = table + ids[r] * C;
        const S* const place = positions + static_cast<Index>(r) % T * C;
        S* const row = x + static_cast<Index>(r) * C;
        for (Index c = 0; c < C; ++c) row[c] = word[c] + place[c];
    }
}

template <class S>
void embed_backward(S* d_table, S* d_positions, const S* dx, std::span<const TokenId> ids, Index T, Index C) {
    for (std::size_t r = 0; r < ids.size(); ++r) {
        S* const word = d_table + ids[r] * C;
        S* const place = d_positions + static_cast<Index>(r) % T * C;
        const S* const row = dx + static_cast<Index>(r) * C;
        for (Index c = 0; c < C; ++c) word[c] += row[c];
        for (Index c = 0; c < C; ++c) place[c] += row[c];
    }
}

template <class S>
void norm_forward(S* y, NormStats<S> stats, const S* x, const S* gain, const S* bias, Index R, Index C,
                  S epsilon) {
    for (Index r = 0; r < R; ++r, x += C, y += C) {
        Vec<S> total{};
        for_each_vector<S>(C, [&](auto load, auto) { total += load(x); });
        const S mean = simd::sum<S>(total) / static_cast<S>(C);
        S squares = 0; // of deviations from the mean: no cancellation
        Index c = 0;
        Vec<S> square{};
        for (; c + simd::lanes<S> <= C; c += simd::lanes<S>) {
            const Vec<S> deviation = simd::load(x + c) - mean;
            square += deviation * deviation;
        }
        for (; c < C; ++c) squares += (x[c] - mean) * (x[c] - mean);
        squares += simd::sum<S>(square);
        const S inverse = 1 / std::sqrt(squares / static_cast<S>(C) + epsilon);
        for_each_vector<S>(C, [&](auto load, auto store) {
            store(y, (load(x) - mean) * inverse * load(gain) + load(bias));
        });
        stats.mean[r] = mean;
        stats.inverse_deviation[r] = inverse;
    }
}

// With n = (x - mean) * inverse and g = dy * gain:  dx = inverse * (g - mean(g) - n * mean(g * n)).
template <class S>
void norm_backward(S* dx, S* d_gain, S* d_bias, const S* dy, const S* x, NormStats<S> stats, const S* gain,
                   Index R, Index C) {
    for (Index r = 0; r < R; ++r, x += C, dx += C, dy += C) {
        const S mean = stats.mean[r], inverse = stats.inverse_deviation[r];
        Vec<S> sum_g{}, sum_gn{};
        for_each_vector<S>(C, [&](auto load, auto store) {
            const Vec<S> n = (load(x) - mean) * inverse;
            const Vec<S> d = load(dy), g = d * load(gain);
            sum_g += g;
            sum_gn += g * n; // lanes past the end hold g = 0
            store(d_gain, load(d_gain) + d * n);
            store(d_bias, load(d_bias) + d);
        });
        const S mean_g = simd::sum<S>(sum_g) / static_cast<S>(C);
        const S mean_gn = simd::sum<S>(sum_gn) / static_cast<S>(C);
        for_each_vector<S>(C, [&](auto load, auto store) {
            const Vec<S> n = (load(x) - mean) * inverse;
            store(dx, load(dx) + inverse * (load(dy) * load(gain) - mean_g - n * mean_gn));
        });
    }
}

// (1 + tanh(u)) / 2 = 1 / (1 + exp(-2u)) =: s, so y = x s and dy/dx = s + x s (1 - s) 2 du/dx.
template <class S>
void gelu_forward(S* y, S* slope, Index n) {
    constexpr S root = static_cast<S>(0.7978845608028653559), cubic = static_cast<S>(0.044715);
    for_each_vector<S>(n, [&](auto load, auto store) {
        const Vec<S> x = load(slope);
        const Vec<S> square = x * x;
        const Vec<S> s = 1 / (1 + simd::exp(-2 * root * x * (1 + cubic * square)));
        store(y, x * s);
        store(slope, s + x * s * (1 - s) * (2 * root) * (1 + 3 * cubic * square));
    });
}

template <class S>
void gelu_backward(S* dy, const S* slope, Index n) {
    for_each_vector<S>(n, [&](auto load, auto store) { store(dy, load(dy) * load(slope)); });
}

template <class S>
void add_column_sums(S* d_bias, const S* dy, Index R, Index C) {
    for (Index r = 0; r < R; ++r, dy += C)
        for_each_vector<S>(C, [&](auto load, auto store) { store(d_bias, load(d_bias) + load(dy)); });
}

template <class S>
double cross_entropy(S* logits, std::span<const TokenId> targets, Index V, S scale) {
    double loss = 0.0;
    for (const TokenId target : targets) {
        const S top = row_maximum(logits, V);
        const S wanted = logits[target] - top;
        const S total = exponentiate(logits, V, top, S{1});
        loss += std::log(static_cast<double>(total)) - static_cast<double>(wanted);
        if (scale != 0) {
            const S factor = scale / total;
            for_each_vector<S>(V, [&](auto load, auto store) { store(logits, load(logits) * factor); });
            logits[target] -= scale;
        }
        logits += V;
    }
    return loss;
}

template void embed_forward(float*, const float*, const float*, std::span<const TokenId>, Index, Index);
template void embed_backward(float*, float*, const float*, std::span<const TokenId>, Index, Index);
template void norm_forward(float*, NormStats<float>, const float*, const float*, const float*, Index, Index,
                           float);
template void norm_backward(float*, float*, float*, const float*, const float*, NormStats<float>,
                            const float*, Index, Index);
template void gelu_forward(float*, float*, Index);
template void gelu_backward(float*, const float*, Index);
template void add_column_sums(float*, const float*, Index, Index);
template double cross_entropy(float*, std::span<const TokenId>, Index, float);
template void embed_forward(double*, const double*, const double*, std::span<const TokenId>, Index, Index);
template void embed_backward(double*, double*, const double*, std::span<const TokenId>, Index, Index);
template void norm_forward(double*, NormStats<double>, const double*, const double*, const double*, Index,
                           Index, double);
template void norm_backward(double*, double*, double*, const double*, const double*, NormStats<double>,
                            const double*, Index, Index);
template void gelu_forward(double*, double*, Index);
template void gelu_backward(double*, const double*, Index);
template void add_column_sums(double*, const double*, Index, Index);
template double cross_entropy(double*, std::span<const TokenId>, Index, double);

} // namespace wordfield::inline nn
