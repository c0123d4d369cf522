// SPDX-License-Identifier: MIT
#include "model/train/trace.hpp"

namespace wordfield {
namespace {

// Columns [begin, begin + count) of a row-major matrix with `stride` columns.
Matrix columns(const float* data, Index rows, Index stride, Index begin, Index count) {
    using Strided = Eigen::Map<const Matrix, 0, Eigen::OuterStride<>>;
    return Strided{data + begin, rows, count, Eigen::OuterStride<>{stride}};
}

void add_block(Trace& trace, const BlockActivations<float>& block, Index T, Index C, Index H) {
    trace.queries.push_back(columns(block.qkv.data(), T, 3 * C, 0, C));
    trace.keys.push_back(columns(block.qkv.data(), T, 3 * C, C, C));
    trace.values.push_back(columns(block.qkv.data(), T, 3 * C, 2 * C, C));
    for (Index h = 0; h < H; ++h)
        trace.attention.push_back(columns(block.attention.data() + h * T * T, T, T, 0, T));
    trace.residual.push_back(columns(block.output.data(), T, C, 0, C));
}

using ConstMap = Eigen::Map<const Matrix>;

RowVector vector_of(const float* parameters, const Tensor& tensor) {
    return Eigen::Map<const RowVector>{parameters + tensor.offset, tensor.size()};
}

// Who adds what to the residual stream, from what the pass left behind: a head's share of the projection is
// its own columns of `mixed` times its own rows of W_O.
void add_shares(Trace& trace, const Gpt<float>& gpt, std::size_t layer, const BlockActivations<float>& block,
                Index T) {
    const Index C = gpt.config().dim, H = gpt.config().heads, D = C / H;
    const BlockTensors& tensors = gpt.table().blocks()[layer];
    const float* const parameters = gpt.parameters();
    const ConstMap weights{parameters + gpt.table()[tensors.out].offset, C, C};
    const ConstMap heads_out{block.heads_out.data(), T, C};
    for (Index h = 0; h < H; ++h)
        trace.head_outputs.emplace_back(heads_out.middleCols(h * D, D) * weights.middleRows(h * D, D));
    trace.attention_bias.push_back(vector_of(parameters, gpt.table()[tensors.out_bias]));
    trace.feed_forward.emplace_back(ConstMap{block.output.data(), T, C} -
                                    ConstMap{block.resid_mid.data(), T, C});
    trace.output_weights.emplace_back(weights);
}

} // namespace

Trace run_probe(const Gpt<float>& gpt, std::span<const TokenId> tokens, Activations<float>& activations) {
    const Index T = static_cast<Index>(tokens.size()), C = gpt.config().dim, V = gpt.config().vocabulary;
    gpt.forward({tokens, {}, T}, activations);
    Trace trace;
    trace.tokens.assign(tokens.begin(), tokens.end());
    trace.residual.push_back(columns(activations.embedded.data(), T, C, 0, C));
    for (std::size_t layer = 0; layer < activations.blocks.size(); ++layer) {
        add_block(trace, activations.blocks[layer], T, C, gpt.config().heads);
        add_shares(trace, gpt, layer, activations.blocks[layer], T);
    }
    trace.final_gain = vector_of(gpt.parameters(), gpt.table()[gpt.table().final_gain]);
    trace.final_bias = vector_of(gpt.parameters(), gpt.table()[gpt.table().final_bias]);
    trace.norm_epsilon = static_cast<float>(norm_epsilon);
    for (const Matrix& residual : trace.residual) {
        Matrix& seen = trace.lens.emplace_back(T, C);
        gpt.final_norm(seen.data(), activations.stats.data(), residual.data(), T);
    }
    trace.final_hidden = columns(activations.hidden.data(), T, C, 0, C);
    trace.logits.resize(T, V);
    gpt.unembed(trace.logits.data(), activations.hidden.data(), T);
    return trace;
}

} // namespace wordfield
