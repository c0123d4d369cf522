// SPDX-License-Identifier: MIT
// One row of vectors at a time: drawn words' softmax (Bengio & Senécal 2003), and negative sampling (Mikolov
// et al. 2013).
#pragma once

#include "model/kernels/softmax.hpp"

namespace wordfield::WORDFIELD_ISA {

template <class S>
void add_scaled(S* to, const S* from, S factor, Index C) {
    simd::for_each_vector<S>(C, [&](auto load, auto store) { store(to, load(to) + factor * load(from)); });
}

template <class S>
S dot(const S* a, const S* b, Index C) {
    simd::Vec<S> sum{};
    simd::for_each_vector<S>(C, [&](auto load, auto) { sum += load(a) * load(b); });
    return simd::sum<S>(sum);
}

template <class S>
S sampled_softmax(const SampledRow<S>& row, double& loss) {
    constexpr S never = -80; // a logit whose exp is nothing beside the target's
    S* const p = row.logits;
    simd::for_each_vector<S>(row.M, [&](auto load, auto store) { store(p, load(p) + load(row.log_weight)); });
    for (Index k = 0; k < row.M; ++k) // the target is counted for itself
        if (row.ids[k] == row.target) p[k] = row.target_score + never;
    const S top = simd::most(row_maximum(p, row.M), row.target_score);
    const S target_part = simd::exp_of(row.target_score - top);
    const S Z = exponentiate(p, row.M, top, S{1}) + target_part;
    loss += simd::log(static_cast<double>(Z)) - static_cast<double>(row.target_score - top);
    const S factor = row.scale / Z;
    simd::for_each_vector<S>(row.M, [&](auto load, auto store) { store(p, load(p) * factor); });
    return target_part / Z;
}

template <class S>
double negative_sampling(S* d_center, const S* center, S* const* rows, Index count, S rate, Index C,
                         bool rows_move) {
    S score[64] = {}, step[64]; // of the true neighbour as it is, of the others negated: all want to be large
    for (Index i = 0; i < count; ++i) {
        const S product = dot(center, rows[i], C);
        score[i] = i == 0 ? product : -product;
    }
    for (Index i = 0; i < count; i += simd::lanes<S>) // 1 - s(x) = 1 / (1 + exp(x))
        simd::store<S>(step + i, 1 / (1 + simd::exp(simd::load<S>(score + i))));
    double loss = 0.0; // -log s(x) = max(-x, 0) + log(1 + exp(-|x|)): exact however bad a score is
    double sums = 1.0; // the product of the 1 + exp(-|x|), each at most 2, for one logarithm
    S factor[64];
    for (Index i = 0; i < count; ++i) {
        loss += static_cast<double>(simd::most(-score[i], S{0}));
        sums *=
            1.0 + static_cast<double>(simd::least(step[i], 1 - step[i]) / simd::most(step[i], 1 - step[i]));
        factor[i] = i == 0 ? rate * step[i] : -rate * step[i];
    }
    simd::for_each_vector<S>(C, [&](auto load, auto store) {
        const simd::Vec<S> old = load(center);
        simd::Vec<S> moved{};
        for (Index i = 0; i < count; ++i) {
            const simd::Vec<S> row = load(rows[i]);
            moved += factor[i] * row;
            if (rows_move) store(rows[i], row + factor[i] * old);
        }
        store(d_center, moved);
    });
    return loss + simd::log(sums);
}

} // namespace wordfield::WORDFIELD_ISA
