// SPDX-License-Identifier: MIT
// The vectors of all occurrences at every stage of the network, by passes over many passages at once.
#pragma once

#include "model/context/occurrences.hpp"
#include "model/nn/gpt_network.hpp"

#include <string>
#include <vector>

namespace wordfield::inline context {

/// Stages are the embedding, after each of L blocks, and the output behind the final layer norm: L + 2.
struct StageVectors {
    std::vector<Matrix> residual; ///< L + 1 times (n, C): after so many blocks
    std::vector<Matrix> middle;   ///< L times (n, C): between attention and feed-forward
    std::vector<Matrix> heads;    ///< L times (n, C): the heads' outputs side by side, before W_O
    Matrix output;                ///< (n, C) the last of `residual` after the final layer norm
    std::vector<TokenId> said;    ///< (n) the token that the model thinks likeliest to follow

    [[nodiscard]] int stages() const { return static_cast<int>(residual.size()) + 1; }
    [[nodiscard]] const Matrix& stage(int at) const {
        return at + 1 < stages() ? residual[static_cast<std::size_t>(at)] : output;
    }
};

/// "embedding", "after block 1", ..., "output".
std::string stage_name(int stage, int stages);

/// Room for all of them.
StageVectors room_for(const GptNetwork& network, const Occurrences& occurrences);

/// Fills in the occurrences of passages[first] ... passages[end - 1]; `room` as of Network::trace().
void read_passages(const GptNetwork& network, const Occurrences& occurrences, int first, int end,
                   Network::Room& room, StageVectors& vectors);

} // namespace wordfield::inline context
