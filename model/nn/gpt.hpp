// SPDX-License-Identifier: MIT
// GPT-2's network: embedding and positions, blocks, final norm, and the embedding again as the unembedding
// (tied, no bias). Knows weights and activations; nothing of batches, optimisers or threads, but may be read
// by many threads.
#pragma once

#include "model/nn/block.hpp"
#include "model/nn/sampled_softmax.hpp"

#include <vector>

namespace wordfield::inline nn {

/// Whole sequences of `length` tokens, one after the other, and the token that follows each.
struct Sequences {
    std::span<const TokenId> inputs,
        targets; ///< (R), R a multiple of length; targets may be empty for forward()
    Index length = 0;
};

/// All that a pass leaves behind. One per thread; memory is kept from pass to pass.
template <class S>
struct Activations {
    AlignedBuffer<S> embedded;               ///< (R,C): the residual stream at the start
    std::vector<BlockActivations<S>> blocks; ///< L
    AlignedBuffer<S> stats;                  ///< (2,R) of the final norm
    AlignedBuffer<S> hidden;                 ///< (R,C) after the final norm
    AlignedBuffer<S> logits;                 ///< some rows of (R,V), see Gpt::head
    AlignedBuffer<S> d_hidden, d_residual;   ///< (R,C)
    BlockScratch<S> scratch;
    SampledScratch<S> sampled;

    void reset(Index R, Index T, const NetworkSpec& spec);
    /// The residual stream after `layer` blocks: 0 is the embedding.
    [[nodiscard]] const S* residual(std::size_t layer) const {
        return layer == 0 ? embedded.data() : blocks[layer - 1].output.data();
    }
};

template <class S>
class Gpt {
public:
    /// `parameters` is borrowed, laid out as table() says.
    Gpt(const NetworkSpec& spec, std::span<const S> parameters);

    [[nodiscard]] const NetworkSpec& spec() const { return spec_; }
    [[nodiscard]] const ParameterTable& table() const { return table_; }
    /// Laid out as table() says.
    [[nodiscard]] const S* parameters() const { return parameters_; }

    /// To be called after the parameters have changed. The work can be shared: pack_weights(i, n) for i in
    /// 0...n-1. Without the table unembed() and the exact loss are those of before: a training step that
    /// compares with drawn words needs neither.
    void pack_weights(int part = 0, int parts = 1, bool table = true);

    /// (L*H) factors of the heads' outputs, 1 normally; 0 silences a head, in every pass.
    std::vector<S> head_scale;

    /// Words that loss_and_gradient() compares with instead of all; none for the exact softmax. All other
    /// passes are exact.
    SampledTokens<S> drawn;

    /// The final norm of any residual stream: hidden(R,C) = LN(residual(R,C)); stats(2,R) is scratch.
    void final_norm(S* hidden, S* stats, const S* residual, Index R) const;
    /// Up to a.hidden. No targets are needed.
    void forward(const Sequences& batch, Activations<S>& a, const Hooks<S>& hooks = {}) const;
    /// logits(R,V) = hidden(R,C) * embedding^T.
    void unembed(S* logits, const S* hidden, Index R) const;
    /// Sum over all rows of -log p(target), nats.
    double loss(const Sequences& batch, Activations<S>& a) const;
    /// The same row by row: each(R).
    void row_losses(const Sequences& batch, std::span<double> each, Activations<S>& a,
                    const Hooks<S>& hooks = {}) const;
    /// As loss; adds `scale` times its gradient to `gradient`, laid out as the parameters.
    double loss_and_gradient(const Sequences& batch, S scale, S* gradient, Activations<S>& a,
                             const Hooks<S>& hooks = {}) const;

private:
    struct Source {
        Packed<S>* packed;
        MatrixView<S> view;
    };
    [[nodiscard]] BlockContext<S> context(int layer, const Sequences& batch, const Hooks<S>& hooks) const;
    double head(const Sequences& batch, S scale, S* d_table, Activations<S>& a) const;
    double sampled_head(const Sequences& batch, S scale, S* d_table, Activations<S>& a) const;
    [[nodiscard]] const S* at(int tensor) const { return parameters_ + table_[tensor].offset; }
    void list_sources();

    NetworkSpec spec_;
    ParameterTable table_;
    const S* parameters_;
    std::vector<BlockWeights<S>> blocks_;
    Packed<S> unembedding_; ///< (C,V)
    Packed<S> embedding_;   ///< (V,C), for the way back
    std::vector<Source> sources_;
};

} // namespace wordfield::inline nn
