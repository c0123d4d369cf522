// SPDX-License-Identifier: MIT
// A transformer's weights of one step, and the trace of a sentence through them.
#pragma once

#include "model/nn/gpt.hpp"
#include "model/nn/gpt_weights.hpp"
#include "model/nn/network.hpp"

#include <cstdint>
#include <vector>

namespace wordfield::inline nn {

class GptNetwork final : public Network {
public:
    /// Copies the weights of `gpt` but for the token embedding, which is `embedding` (V, C).
    GptNetwork(const Gpt<float>& gpt, std::shared_ptr<const Matrix> embedding);

    [[nodiscard]] std::unique_ptr<Room> room(std::unique_ptr<Room> used) const override;
    using Network::trace;
    [[nodiscard]] Trace trace(std::span<const TokenId> sentence, Room& room) const override;
    [[nodiscard]] RowVector row_gradient(std::span<const TokenId> window, TokenId row,
                                         Room& room) const override;
    [[nodiscard]] std::size_t bytes() const override;

    [[nodiscard]] const NetworkSpec& spec() const { return spec_; }
    /// As long as the network lives.
    [[nodiscard]] GptWeights weights() const;
    /// (L*H) factors of the heads' outputs: 0 where a head is ablated.
    [[nodiscard]] const std::vector<float>& head_scale() const { return head_scale_; }

    // ---- passes that hooks look at or change; `room` as of trace(), batches as of Gpt
    /// What the trace says of the stream's parts (residual, head_outputs, feed_forward) is what the pass went
    /// on with.
    [[nodiscard]] Trace trace(std::span<const TokenId> sentence, Room& room, const Hooks<float>& hooks) const;
    /// (R,V) of every row.
    [[nodiscard]] Matrix logits(const Sequences& batch, Room& room, const Hooks<float>& hooks) const;
    /// -log p(target) of every row, nats.
    [[nodiscard]] std::vector<double> losses(const Sequences& batch, Room& room,
                                             const Hooks<float>& hooks) const;
    /// The sum of losses(), and the way back for Hooks::residual_gradient.
    double loss_and_gradient(const Sequences& batch, Room& room, const Hooks<float>& hooks) const;

private:
    struct GptRoom;
    GptRoom& enter(Room& room) const;
    static float* gradient_of(GptRoom& room);

    NetworkSpec spec_;
    std::shared_ptr<const Matrix> embedding_;
    AlignedBuffer<float> others_;   ///< all tensors but the token embedding, as ParameterTable has them
    std::vector<float> head_scale_; ///< (L*H)
    std::uint64_t number_;          ///< no other network of the process has it
};

} // namespace wordfield::inline nn
