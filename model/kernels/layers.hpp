// SPDX-License-Identifier: MIT
// Everything of a transformer but its products and attention, forward with backward (kernels.hpp says what
// each one does).
#pragma once

#include "model/kernels/softmax.hpp"

namespace wordfield::WORDFIELD_ISA {

using simd::for_each_vector;
using simd::Vec;

template <class S>
void embed_forward(S* x, const S* table, const S* positions, const TokenId* ids, Index R, Index T, Index C) {
    for (Index r = 0; r < R; ++r) {
        const S* const word = table + ids[r] * C;
        const S* const place = positions + r % T * C;
        S* const row = x + r * C;
        for (Index c = 0; c < C; ++c) row[c] = word[c] + place[c];
    }
}

template <class S>
void embed_backward(S* d_table, S* d_positions, const S* dx, const TokenId* ids, Index R, Index T, Index C) {
    for (Index r = 0; r < R; ++r) {
        S* const word = d_table + ids[r] * C;
        S* const place = d_positions + r % T * C;
        const S* const row = dx + r * C;
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
        const S inverse = 1 / simd::root(squares / static_cast<S>(C) + epsilon);
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
double cross_entropy(S* logits, const TokenId* targets, Index R, Index V, S scale) {
    double loss = 0.0;
    for (Index r = 0; r < R; ++r) {
        const TokenId target = targets[r];
        const S top = row_maximum(logits, V);
        const S wanted = logits[target] - top;
        const S total = exponentiate(logits, V, top, S{1});
        loss += simd::log(static_cast<double>(total)) - static_cast<double>(wanted);
        if (scale != 0) {
            const S factor = scale / total;
            for_each_vector<S>(V, [&](auto load, auto store) { store(logits, load(logits) * factor); });
            logits[target] -= scale;
        }
        logits += V;
    }
    return loss;
}

} // namespace wordfield::WORDFIELD_ISA
