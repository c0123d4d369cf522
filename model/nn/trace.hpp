// SPDX-License-Identifier: MIT
// The forward pass of one sentence with the weights of one step, copied out for whoever looks on. Complete in
// itself: what reads it needs neither the network nor the trainer.
#pragma once

#include "model/core/matrix.hpp"
#include "model/core/token.hpp"

#include <cstddef>
#include <memory>
#include <vector>

namespace wordfield::inline nn {

/// T is the sentence's length, at most the context. A model without layers leaves empty what it has not.
struct Trace {
    std::vector<TokenId> tokens;   ///< (T)
    int layers = 0, heads = 0;     ///< L, H
    std::vector<Matrix> queries;   ///< per layer (T, C); head h owns columns h*D ... h*D+D-1
    std::vector<Matrix> keys;      ///< per layer (T, C)
    std::vector<Matrix> values;    ///< per layer (T, C)
    std::vector<Matrix> attention; ///< [layer * H + head] (T, T): row looks at column; 0 above the diagonal
    std::vector<Matrix> residual;  ///< L + 1 times (T, C): after the embedding, then after each block
    std::vector<Matrix>
        lens; ///< L + 1 times (T, C): `residual` after the final layer norm, as the logit lens wants it
    Matrix final_hidden; ///< (T, C) after the last layer norm: what is compared with every row
    Matrix logits;       ///< (T, V)

    // How the residual stream comes about: residual[l + 1] = residual[l] + sum over heads of head_outputs +
    // attention_bias[l] + feed_forward[l].
    std::vector<Matrix> head_outputs;      ///< [layer * H + head] (T, C): what a head adds, ablation included
    std::vector<RowVector> attention_bias; ///< per layer (C)
    std::vector<Matrix> feed_forward;      ///< per layer (T, C), bias included
    std::vector<Matrix> output_weights; ///< per layer (C, C), in x out: W_O; head h owns rows h*D ... h*D+D-1
    RowVector final_gain, final_bias;   ///< (C) of the last layer norm
    float norm_epsilon = 0.0F;          ///< what it adds to the variance
    std::vector<bool> ablated_heads;    ///< [layer * H + head]

    std::shared_ptr<const Matrix> embedding;   ///< (V, C) rows that the tokens came in with
    std::shared_ptr<const Matrix> unembedding; ///< (V, C) rows that a final vector is compared with

    /// Whether what this head finds reaches nothing. False where there is no such head.
    [[nodiscard]] bool is_ablated(int layer, int head) const {
        const auto index = static_cast<std::size_t>(layer * heads + head);
        return index < ablated_heads.size() && ablated_heads[index];
    }
    /// Of one head, (T, T).
    [[nodiscard]] const Matrix& attention_of(int layer, int head) const {
        return attention[static_cast<std::size_t>(layer * heads + head)];
    }
};

} // namespace wordfield::inline nn
