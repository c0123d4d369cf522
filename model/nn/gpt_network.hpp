// SPDX-License-Identifier: MIT
// A transformer's weights of one step, and the trace of a sentence through them.
#pragma once

#include "model/nn/gpt.hpp"
#include "model/nn/network.hpp"

#include <cstdint>

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

private:
    struct GptRoom;
    GptRoom& enter(Room& room) const;

    NetworkSpec spec_;
    std::shared_ptr<const Matrix> embedding_;
    AlignedBuffer<float> others_;   ///< all tensors but the token embedding, as ParameterTable has them
    std::vector<float> head_scale_; ///< (L*H)
    std::uint64_t number_;          ///< no other network of the process has it
};

} // namespace wordfield::inline nn
