// SPDX-License-Identifier: MIT
#include "model/nn/gpt_network.hpp"

#include "model/core/error.hpp"

#include <algorithm>
#include <atomic>
#include <optional>
#include <utility>

namespace wordfield::inline nn {
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
        trace.attention.push_back(
            Matrix::NullaryExpr(T, T, AttentionCells<float>{block.attention.data(), h, T}));
    trace.residual.push_back(columns(block.output.data(), T, C, 0, C));
}

using ConstMap = Eigen::Map<const Matrix>;

RowVector vector_of(const float* parameters, const Tensor& tensor) {
    return Eigen::Map<const RowVector>{parameters + tensor.offset, tensor.size()};
}

// Who adds what to the residual stream, from what the pass left behind: a head's share of the projection is
// its own columns of `heads_out` times its own rows of W_O.
void add_shares(Trace& trace, const Gpt<float>& gpt, std::size_t layer, const BlockActivations<float>& block,
                Index T) {
    const Index C = gpt.spec().dim, H = gpt.spec().heads, D = C / H;
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

// Everything that the pass left behind in `a`, and who added what.
Trace trace_of(const Gpt<float>& gpt, std::span<const TokenId> tokens, Activations<float>& a,
               const Hooks<float>& hooks) {
    const NetworkSpec& spec = gpt.spec();
    const Index T = static_cast<Index>(tokens.size()), C = spec.dim;
    gpt.forward({tokens, {}, T}, a, hooks);
    Trace trace;
    trace.tokens.assign(tokens.begin(), tokens.end());
    trace.layers = spec.layers;
    trace.heads = spec.heads;
    trace.residual.push_back(columns(a.embedded.data(), T, C, 0, C));
    for (std::size_t layer = 0; layer < a.blocks.size(); ++layer) {
        add_block(trace, a.blocks[layer], T, C, spec.heads);
        add_shares(trace, gpt, layer, a.blocks[layer], T);
    }
    trace.final_gain = vector_of(gpt.parameters(), gpt.table()[gpt.table().final_gain]);
    trace.final_bias = vector_of(gpt.parameters(), gpt.table()[gpt.table().final_bias]);
    trace.norm_epsilon = static_cast<float>(gpt.spec().norm_epsilon);
    for (const Matrix& residual : trace.residual) {
        Matrix& seen = trace.lens.emplace_back(T, C);
        gpt.final_norm(seen.data(), a.stats.data(), residual.data(), T);
    }
    trace.final_hidden = columns(a.hidden.data(), T, C, 0, C);
    trace.logits.resize(T, spec.vocabulary);
    gpt.unembed(trace.logits.data(), a.hidden.data(), T);
    for (const float scale : gpt.head_scale) trace.ablated_heads.push_back(scale == 0.0F);
    return trace;
}

std::uint64_t next_number() {
    static std::atomic<std::uint64_t> last{0};
    return ++last;
}

} // namespace

struct GptNetwork::GptRoom final : Network::Room {
    explicit GptRoom(const NetworkSpec& spec)
        : parameters{ParameterTable{spec}.size()}, gpt{spec, parameters.span()} {}

    AlignedBuffer<float> parameters;
    Gpt<float> gpt;
    Activations<float> activations;
    std::optional<AlignedBuffer<float>> gradient; ///< as the parameters; made when it is first asked for
    std::uint64_t holds = 0;                      ///< the network whose weights are in it; 0 for none
};

// The token embedding is the table's first tensor, and the rest lies behind it in one piece.
GptNetwork::GptNetwork(const Gpt<float>& gpt, std::shared_ptr<const Matrix> embedding)
    : spec_{gpt.spec()}, embedding_{std::move(embedding)}, others_{gpt.table().size() -
                                                                   gpt.table()[gpt.table().position].offset},
      head_scale_{gpt.head_scale}, number_{next_number()} {
    const float* const rest = gpt.parameters() + gpt.table()[gpt.table().position].offset;
    std::copy_n(rest, others_.size(), others_.data());
}

std::unique_ptr<Network::Room> GptNetwork::room(std::unique_ptr<Room> used) const {
    if (auto* mine = dynamic_cast<GptRoom*>(used.get()); mine != nullptr && mine->gpt.spec() == spec_)
        return used;
    used.reset(); // two at a time would be too many for a large model
    return std::make_unique<GptRoom>(spec_);
}

// Zeros, as long as the parameters.
float* GptNetwork::gradient_of(GptRoom& room) {
    if (!room.gradient) room.gradient.emplace(room.parameters.size());
    std::ranges::fill(room.gradient->span(), 0.0F);
    return room.gradient->data();
}

GptWeights GptNetwork::weights() const {
    const ParameterTable table{spec_};
    const Index begin = table[table.position].offset;
    const auto matrix = [&](int i) {
        return WeightMatrix{others_.data() + table[i].offset - begin, table[i].rows, table[i].columns};
    };
    const auto row = [&](int i) {
        return WeightRow{others_.data() + table[i].offset - begin, table[i].size()};
    };
    GptWeights weights{{embedding_->data(), embedding_->rows(), embedding_->cols()},
                       matrix(table.position),
                       {},
                       row(table.final_gain),
                       row(table.final_bias)};
    for (const BlockTensors& b : table.blocks())
        weights.blocks.push_back({row(b.norm1_gain), row(b.norm1_bias), matrix(b.qkv), row(b.qkv_bias),
                                  matrix(b.out), row(b.out_bias), row(b.norm2_gain), row(b.norm2_bias),
                                  matrix(b.up), row(b.up_bias), matrix(b.down), row(b.down_bias)});
    return weights;
}

// The room with this network's weights in it.
GptNetwork::GptRoom& GptNetwork::enter(Room& room) const {
    auto& mine = dynamic_cast<GptRoom&>(room);
    if (std::exchange(mine.holds, 0) != number_) {
        float* const to = mine.parameters.data();
        std::copy_n(embedding_->data(), embedding_->size(), to);
        std::copy_n(others_.data(), others_.size(), to + mine.parameters.size() - others_.size());
        mine.gpt.pack_weights();
        mine.gpt.head_scale = head_scale_;
    }
    mine.holds = number_;
    return mine;
}

Trace GptNetwork::trace(std::span<const TokenId> sentence, Room& room) const {
    return trace(sentence, room, {});
}

Trace GptNetwork::trace(std::span<const TokenId> sentence, Room& room, const Hooks<float>& hooks) const {
    GptRoom& mine = enter(room);
    Trace trace = trace_of(mine.gpt, fit_to_context(sentence, spec_.context, spec_.vocabulary),
                           mine.activations, hooks);
    trace.embedding = trace.unembedding = embedding_;
    return trace;
}

Matrix GptNetwork::logits(const Sequences& batch, Room& room, const Hooks<float>& hooks) const {
    GptRoom& mine = enter(room);
    mine.gpt.forward(batch, mine.activations, hooks);
    Matrix logits(std::ssize(batch.inputs), spec_.vocabulary);
    mine.gpt.unembed(logits.data(), mine.activations.hidden.data(), logits.rows());
    return logits;
}

std::vector<double> GptNetwork::losses(const Sequences& batch, Room& room, const Hooks<float>& hooks) const {
    GptRoom& mine = enter(room);
    std::vector<double> each(batch.inputs.size());
    mine.gpt.row_losses(batch, each, mine.activations, hooks);
    return each;
}

double GptNetwork::loss_and_gradient(const Sequences& batch, Room& room, const Hooks<float>& hooks) const {
    GptRoom& mine = enter(room);
    return mine.gpt.loss_and_gradient(batch, 1.0F, gradient_of(mine), mine.activations, hooks);
}

RowVector GptNetwork::row_gradient(std::span<const TokenId> window, TokenId row, Room& room) const {
    (void)fit_to_context({&row, 1}, 1, spec_.vocabulary);
    window = fit_to_context(window, spec_.context + 1, spec_.vocabulary);
    if (window.size() < 2) return RowVector::Zero(spec_.dim); // nothing is to be told
    GptRoom& mine = enter(room);
    float* const gradient = gradient_of(mine);
    const auto length = static_cast<Index>(window.size()) - 1;
    mine.gpt.loss_and_gradient({window.first(window.size() - 1), window.subspan(1), length}, 1.0F, gradient,
                               mine.activations);
    const Index at = mine.gpt.table()[mine.gpt.table().token].offset + row * spec_.dim;
    return Eigen::Map<const RowVector>{gradient + at, spec_.dim};
}

std::size_t GptNetwork::bytes() const {
    return sizeof(GptNetwork) + others_.span().size_bytes() + head_scale_.capacity() * sizeof(float);
}

} // namespace wordfield::inline nn
