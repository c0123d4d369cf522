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

} // namespace

Probe run_probe(const Gpt<float>& gpt, std::span<const TokenId> tokens, Activations<float>& activations) {
    const Index T = static_cast<Index>(tokens.size()), C = gpt.config().dim, V = gpt.config().vocabulary;
    gpt.forward({tokens, {}, T}, activations);
    Probe probe;
    probe.tokens.assign(tokens.begin(), tokens.end());
    probe.residual.push_back(columns(activations.embedded.data(), T, C, 0, C));
    for (const auto& block : activations.blocks) add_block(probe, block, T, C, gpt.config().heads);
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
