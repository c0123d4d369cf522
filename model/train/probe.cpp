// SPDX-License-Identifier: MIT
#include "model/train/probe.hpp"

namespace wordfield {
namespace {

// Columns [begin, begin + count) of a row-major matrix with `stride` columns.
Matrix columns(const float* data, Index rows, Index stride, Index begin, Index count) {
    using Strided = Eigen::Map<const Matrix, 0, Eigen::OuterStride<>>;
    return Strided{data + begin, rows, count, Eigen::OuterStride<>{stride}};
}

void add_block(Probe& probe, const BlockActivations<float>& block, Index T, Index C, Index H) {
    probe.queries.push_back(columns(block.qkv.data(), T, 3 * C, 0, C));
    probe.keys.push_back(columns(block.qkv.data(), T, 3 * C, C, C));
    probe.values.push_back(columns(block.qkv.data(), T, 3 * C, 2 * C, C));
    for (Index h = 0; h < H; ++h)
        probe.attention.push_back(columns(block.attention.data() + h * T * T, T, T, 0, T));
    probe.residual.push_back(columns(block.output.data(), T, C, 0, C));
}

using ConstMap = Eigen::Map<const Matrix>;

RowVector vector_of(const float* parameters, const Tensor& tensor) {
    return Eigen::Map<const RowVector>{parameters + tensor.offset, tensor.size()};
}

// Who adds what to the residual stream, from what the pass left behind: a head's share of the projection is
// its own columns of `mixed` times its own rows of W_O.
void add_shares(Probe& probe, const Gpt<float>& gpt, std::size_t layer, const BlockActivations<float>& block,
                Index T) {
    const Index C = gpt.config().dim, H = gpt.config().heads, D = C / H;
    const BlockTensors& tensors = gpt.table().blocks()[layer];
    const float* const parameters = gpt.parameters();
    const ConstMap weights{parameters + gpt.table()[tensors.out].offset, C, C};
    const ConstMap mixed{block.mixed.data(), T, C};
    for (Index h = 0; h < H; ++h)
        probe.head_outputs.emplace_back(mixed.middleCols(h * D, D) * weights.middleRows(h * D, D));
    probe.attention_bias.push_back(vector_of(parameters, gpt.table()[tensors.out_bias]));
    probe.feed_forward.emplace_back(ConstMap{block.output.data(), T, C} -
                                    ConstMap{block.middle.data(), T, C});
    probe.output_weights.emplace_back(weights);
}

} // namespace

Probe run_probe(const Gpt<float>& gpt, std::span<const TokenId> tokens, Activations<float>& activations) {
    const Index T = static_cast<Index>(tokens.size()), C = gpt.config().dim, V = gpt.config().vocabulary;
    gpt.forward({tokens, {}, T}, activations);
    Probe probe;
    probe.tokens.assign(tokens.begin(), tokens.end());
    probe.residual.push_back(columns(activations.embedded.data(), T, C, 0, C));
    for (std::size_t layer = 0; layer < activations.blocks.size(); ++layer) {
        add_block(probe, activations.blocks[layer], T, C, gpt.config().heads);
        add_shares(probe, gpt, layer, activations.blocks[layer], T);
    }
    probe.final_gain = vector_of(gpt.parameters(), gpt.table()[gpt.table().final_gain]);
    probe.final_bias = vector_of(gpt.parameters(), gpt.table()[gpt.table().final_bias]);
    probe.norm_epsilon = static_cast<float>(norm_epsilon);
    for (const Matrix& residual : probe.residual) {
        Matrix& seen = probe.lens.emplace_back(T, C);
        gpt.final_norm(seen.data(), activations.stats.data(), residual.data(), T);
    }
    probe.final_hidden = columns(activations.hidden.data(), T, C, 0, C);
    probe.logits.resize(T, V);
    gpt.unembed(probe.logits.data(), activations.hidden.data(), T);
    return probe;
}

} // namespace wordfield
