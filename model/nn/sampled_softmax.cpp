// SPDX-License-Identifier: MIT
#include "model/nn/sampled_softmax.hpp"

#include <algorithm>
#include <cmath>

namespace wordfield::inline nn {
namespace {

// From the slopes of the drawn words' logits, (R,M) in scratch.logits, to those of hidden and table.
template <class S>
void drawn_backward(S* d_hidden, S* d_table, const S* hidden, Index R, Index C, const SampledTokens<S>& drawn,
                    SampledScratch<S>& scratch) {
    const auto M = static_cast<Index>(drawn.ids.size());
    const MatrixView<S> slopes = view<S>(scratch.logits.data(), R, M);
    multiply(d_hidden, C, slopes, drawn.rows);
    scratch.d_drawn.reset(M * C);
    scratch.packed.pack(view<S>(hidden, R, C));
    multiply(scratch.d_drawn.data(), C, slopes.transposed(), scratch.packed);
    for (Index k = 0; k < M; ++k)
        network_kernels<S>().add_scaled(d_table + drawn.ids[k] * C, scratch.d_drawn.data() + k * C, S{1}, C);
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
    const NetworkKernels<S>& kernels = network_kernels<S>();
    double loss = 0.0;
    for (Index r = 0; r < R; ++r) {
        const TokenId target = pass.targets[r];
        const S score = kernels.dot(pass.hidden + r * C, pass.table + target * C, C);
        const S p = kernels.sampled_softmax({scratch.logits.data() + r * M, M, drawn.log_weight.data(),
                                             drawn.ids.data(), target, score, scale},
                                            loss);
        scratch.d_target.data()[r] = scale * (p - 1);
    }
    drawn_backward(pass.d_hidden, pass.d_table, pass.hidden, R, C, drawn, scratch);
    for (Index r = 0; r < R; ++r) {
        const Index target = pass.targets[r];
        const S d = scratch.d_target.data()[r];
        kernels.add_scaled(pass.d_hidden + r * C, pass.table + target * C, d, C);
        kernels.add_scaled(pass.d_table + target * C, pass.hidden + r * C, d, C);
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
