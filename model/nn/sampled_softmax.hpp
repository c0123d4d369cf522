// SPDX-License-Identifier: MIT
// The softmax over a large vocabulary, estimated from a sample of its words (Bengio & Senecal 2008; Jean et
// al. 2015): Z = e^(target's logit) + sum over drawn words of e^logit / (expected number of draws).
#pragma once

#include "model/core/alias_table.hpp"
#include "model/core/token.hpp"
#include "model/kernels/packed.hpp"

#include <span>
#include <vector>

namespace wordfield::inline nn {

/// The drawn words of one step, the same for all rows of its batch.
template <class S>
struct SampledTokens {
    std::vector<TokenId> ids;  ///< (M), some may be there more than once
    std::vector<S> log_weight; ///< (M) minus the log of how often the word is expected among the drawn
    Packed<S> columns, rows;   ///< their rows of the table as (C,M) and as (M,C)

    /// `noise` draws words with probabilities `chance`(V).
    void draw(const AliasTable& noise, std::span<const double> chance, int count, Pcg32& rng);
    /// To be called after draw(), with the table (V,C) as it is now.
    void gather(const S* table, Index C);
};

/// Working memory, one per thread.
template <class S>
struct SampledScratch {
    AlignedBuffer<S> logits;   ///< (R,M)
    AlignedBuffer<S> d_drawn;  ///< (M,C)
    AlignedBuffer<S> d_target; ///< (R)
    Packed<S> packed;
};

/// Where a pass reads and writes.
template <class S>
struct SampledPass {
    const S* hidden;                  ///< (R,C)
    const S* table;                   ///< (V,C)
    std::span<const TokenId> targets; ///< (R)
    Index C;
    S* d_hidden; ///< (R,C), set
    S* d_table;  ///< (V,C), added to
};

/// Sum over the rows of -log p(target), nats, with Z estimated; and `scale` times its gradient. Z is right on
/// average, so its logarithm, and with it the loss, is a little too low.
template <class S>
double sampled_cross_entropy(const SampledPass<S>& pass, const SampledTokens<S>& drawn, S scale,
                             SampledScratch<S>& scratch);

} // namespace wordfield::inline nn
