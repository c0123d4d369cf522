// SPDX-License-Identifier: MIT
#include "model/nn/sampled_softmax.hpp"

#include "model/nn/softmax.hpp"

#include <algorithm>
#include <cmath>

namespace wordfield::inline nn {
namespace {

using simd::for_each_vector;

constexpr float never = -80.0F; // a logit whose exp is nothing beside the target's

// p(M) from the drawn words' logits to their probabilities times `scale`. Returns the target's probability;
// its negative log is added to `loss`.
template <class S>
S softmax_row(S* p, S target_score, TokenId target, const SampledTokens<S>& drawn, S scale, double& loss) {
    const auto M = static_cast<Index>(drawn.ids.size());
    for_each_vector<S>(M, [&](auto load, auto store) { store(p, load(p) + load(drawn.log_weight.data())); });
    for (Index k = 0; k < M; ++k) // the target is counted for itself
        if (drawn.ids[k] == target) p[k] = target_score + static_cast<S>(never);
    const S top = std::max(row_maximum(p, M), target_score);
    const S target_part = std::exp(target_score - top);
    const S Z = exponentiate(p, M, top, S{1}) + target_part;
    loss += std::log(static_cast<double>(Z)) - static_cast<double>(target_score - top);
    const S factor = scale / Z;
    for_each_vector<S>(M, [&](auto load, auto store) { store(p, load(p) * factor); });
    return target_part / Z;
}

template <class S>
void add_row(S* to, const S* from, S factor, Index C) {
    for_each_vector<S>(C, [&](auto load, auto store) { store(to, load(to) + factor * load(from)); });
}

template <class S>
S dot(const S* a, const S* b, Index C) {
    simd::Vec<S> sum{};
    for_each_vector<S>(C, [&](auto load, auto) { sum += load(a) * load(b); });
    return simd::sum<S>(sum);
}

// From the slopes of the drawn words' logits, (R,M) in scratch.logits, to those of hidden and table.
template <class S>
void drawn_backward(S* d_hidden, S* d_table, const S* hidden, Index R, Index C, const SampledTokens<S>& drawn,
                    SampledScratch<S>& scratch) {
    const auto M = static_cast<Index>(drawn.ids.size());
    const View<S> slopes = view<S>(scratch.logits.data(), R, M);
    multiply(d_hidden, C, slopes, drawn.rows);
    scratch.d_drawn.reset(M * C);
    scratch.packed.pack(view<S>(hidden, R, C));
    multiply(scratch.d_drawn.data(), C, slopes.transposed(), scratch.packed);
    for (Index k = 0; k < M; ++k)
        add_row(d_table + drawn.ids[k] * C, scratch.d_drawn.data() + k * C, S{1}, C);
}

} // namespace

template <class S>
void SampledTokens<S>::draw(const AliasTable& noise, std::span<const double> chance, int count, Pcg32& rng) {
    ids.clear();
    log_weight.clear();
    for (int k = 0; k < count; ++k) {
        const std::uint32_t word = noise.draw(rng);
        ids.push_back(static_cast<TokenId>(word));
        log_weight.push_back(static_cast<S>(-std::log(count * chance[word])));
    }
}

template <class S>
void SampledTokens<S>::gather(const S* table, Index C) {
    const auto M = static_cast<Index>(ids.size());
    AlignedBuffer<S> copy{M * C};
    for (Index k = 0; k < M; ++k) std::copy_n(table + ids[k] * C, C, copy.data() + k * C);
    rows.pack(view<S>(copy.data(), M, C));
    columns.pack(view<S>(copy.data(), M, C).transposed());
}

template <class S>
double sampled_cross_entropy(const SampledPass<S>& pass, const SampledTokens<S>& drawn, S scale,
                             SampledScratch<S>& scratch) {
    const auto R = static_cast<Index>(pass.targets.size()), M = static_cast<Index>(drawn.ids.size());
    const Index C = pass.C;
    scratch.logits.reset(R * M);
    scratch.d_target.reset(R);
    multiply(scratch.logits.data(), M, view<S>(pass.hidden, R, C), drawn.columns);
    double loss = 0.0;
    for (Index r = 0; r < R; ++r) {
        const TokenId target = pass.targets[r];
        const S score = dot(pass.hidden + r * C, pass.table + target * C, C);
        const S p = softmax_row(scratch.logits.data() + r * M, score, target, drawn, scale, loss);
        scratch.d_target.data()[r] = scale * (p - 1);
    }
    drawn_backward(pass.d_hidden, pass.d_table, pass.hidden, R, C, drawn, scratch);
    for (Index r = 0; r < R; ++r) {
        const Index target = pass.targets[r];
        const S d = scratch.d_target.data()[r];
        add_row(pass.d_hidden + r * C, pass.table + target * C, d, C);
        add_row(pass.d_table + target * C, pass.hidden + r * C, d, C);
    }
    return loss;
}

template struct SampledTokens<float>;
template struct SampledTokens<double>;
template double sampled_cross_entropy(const SampledPass<float>&, const SampledTokens<float>&, float,
                                      SampledScratch<float>&);
template double sampled_cross_entropy(const SampledPass<double>&, const SampledTokens<double>&, double,
                                      SampledScratch<double>&);

} // namespace wordfield::inline nn
