// SPDX-License-Identifier: MIT
#include "model/nn/parameters.hpp"

#include <cmath>

namespace wordfield::inline nn {
namespace {

constexpr float deviation = 0.02F;
constexpr Index alignment = 16; // elements: a cache line of floats

} // namespace

std::string_view group_name(Group group) {
    switch (group) {
    case Group::TokenEmbedding:
        return "token embedding";
    case Group::PositionEmbedding:
        return "position embedding";
    case Group::Attention:
        return "attention";
    case Group::FeedForward:
        return "feed-forward";
    case Group::Norms:
        return "norms";
    }
    return "";
}

ParameterTable::ParameterTable(const NetworkSpec& spec) {
    token = add("wte.weight", Group::TokenEmbedding, spec.vocabulary, spec.dim, deviation);
    position = add("wpe.weight", Group::PositionEmbedding, spec.context, spec.dim, deviation);
    for (int layer = 0; layer < spec.layers; ++layer) add_block(spec, layer);
    final_gain = add("ln_f.weight", Group::Norms, 1, spec.dim, 0.0F, 1.0F);
    final_bias = add("ln_f.bias", Group::Norms, 1, spec.dim, 0.0F);
}

int ParameterTable::add(std::string name, Group group, Index rows, Index columns, float spread,
                        float constant) {
    tensors_.push_back({std::move(name), group, rows, columns, size_, spread, constant});
    size_ += (rows * columns + alignment - 1) / alignment * alignment;
    return static_cast<int>(tensors_.size()) - 1;
}

void ParameterTable::add_block(const NetworkSpec& spec, int layer) {
    const Index C = spec.dim, F = spec.hidden();
    const std::string h = "h." + std::to_string(layer) + ".";
    const float residual = deviation / std::sqrt(2.0F * static_cast<float>(spec.layers));
    BlockTensors b{};
    b.norm1_gain = add(h + "ln_1.weight", Group::Norms, 1, C, 0.0F, 1.0F);
    b.norm1_bias = add(h + "ln_1.bias", Group::Norms, 1, C, 0.0F);
    b.qkv = add(h + "attn.c_attn.weight", Group::Attention, C, 3 * C, deviation);
    b.qkv_bias = add(h + "attn.c_attn.bias", Group::Attention, 1, 3 * C, 0.0F);
    b.out = add(h + "attn.c_proj.weight", Group::Attention, C, C, residual);
    b.out_bias = add(h + "attn.c_proj.bias", Group::Attention, 1, C, 0.0F);
    b.norm2_gain = add(h + "ln_2.weight", Group::Norms, 1, C, 0.0F, 1.0F);
    b.norm2_bias = add(h + "ln_2.bias", Group::Norms, 1, C, 0.0F);
    b.up = add(h + "mlp.c_fc.weight", Group::FeedForward, C, F, deviation);
    b.up_bias = add(h + "mlp.c_fc.bias", Group::FeedForward, 1, F, 0.0F);
    b.down = add(h + "mlp.c_proj.weight", Group::FeedForward, F, C, residual);
    b.down_bias = add(h + "mlp.c_proj.bias", Group::FeedForward, 1, C, 0.0F);
    blocks_.push_back(b);
}

std::int64_t ParameterTable::parameters() const {
    std::int64_t total = 0;
    for (const Tensor& tensor : tensors_) total += tensor.size();
    return total;
}

const Tensor* ParameterTable::find(std::string_view name) const {
    for (const Tensor& tensor : tensors_)
        if (tensor.name == name) return &tensor;
    return nullptr;
}

void initialise(const ParameterTable& table, std::span<float> parameters, Pcg32& rng) {
    for (const Tensor& tensor : table.tensors()) {
        const auto values = parameters.subspan(tensor.offset, static_cast<std::size_t>(tensor.size()));
        for (float& value : values)
            value = tensor.deviation > 0.0F ? tensor.deviation * rng.normal() : tensor.constant;
    }
}

} // namespace wordfield::inline nn
