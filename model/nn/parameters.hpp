// SPDX-License-Identifier: MIT
// All weights of a model as one flat buffer, and the table that says what lies where. Gradients and the
// optimiser's moments have the same layout, so that copying, saving and updating are plain loops.
#pragma once

#include "model/core/matrix.hpp"
#include "model/core/rng.hpp"
#include "model/nn/spec.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace wordfield::inline nn {

/// What a trainer sees as one kind of weight; see group_name.
enum class Group { TokenEmbedding, PositionEmbedding, Attention, FeedForward, Norms };
inline constexpr int group_count = 5;
/// "token embedding", "position embedding", "attention", "feed-forward", "norms".
std::string_view group_name(Group group);

/// One tensor: row-major (rows, columns) at `offset`. A vector has one row.
struct Tensor {
    std::string name; ///< GPT-2's, as in its published checkpoints: wte.weight, h.0.attn.c_attn.weight, ...
    Group group{};
    Index rows = 0, columns = 0;
    Index offset = 0;
    float deviation = 0.0F; ///< of the normal distribution it starts from; 0 means `constant`
    float constant = 0.0F;
    [[nodiscard]] Index size() const { return rows * columns; }
    [[nodiscard]] bool is_matrix() const { return rows > 1; } ///< weight decay is for these
};

/// The tensors of one block: indices into ParameterTable::tensors().
struct BlockTensors {
    int norm1_gain, norm1_bias, qkv, qkv_bias, out, out_bias, norm2_gain, norm2_bias, up, up_bias, down,
        down_bias;
};

/// GPT-2's parameters (Radford et al. 2019); linear weights are stored (in, out) as there.
class ParameterTable {
public:
    explicit ParameterTable(const NetworkSpec& spec);

    [[nodiscard]] const std::vector<Tensor>& tensors() const { return tensors_; }
    [[nodiscard]] const Tensor& operator[](int i) const { return tensors_[i]; }
    [[nodiscard]] const std::vector<BlockTensors>& blocks() const { return blocks_; }
    /// Elements of the flat buffer; every tensor begins on a cache line, so there are gaps of zeros.
    [[nodiscard]] Index size() const { return size_; }
    /// Weights, without the gaps.
    [[nodiscard]] std::int64_t parameters() const;
    /// Null when there is none of that name.
    [[nodiscard]] const Tensor* find(std::string_view name) const;

    int token = 0, position = 0, final_gain = 0, final_bias = 0;

private:
    int add(std::string name, Group group, Index rows, Index columns, float deviation, float constant = 0.0F);
    void add_block(const NetworkSpec& spec, int layer);

    std::vector<Tensor> tensors_;
    std::vector<BlockTensors> blocks_;
    Index size_ = 0;
};

/// Fresh weights: N(0, 0.02), projections into the residual stream 1/sqrt(2L) of that, norms 1, biases 0.
void initialise(const ParameterTable& table, std::span<float> parameters, Pcg32& rng);

} // namespace wordfield::inline nn
