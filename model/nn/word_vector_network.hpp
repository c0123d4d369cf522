// SPDX-License-Identifier: MIT
// Two tables of vectors of one step, and what they make of a sentence.
#pragma once

#include "model/nn/network.hpp"
#include "model/nn/word_vectors.hpp"

namespace wordfield::inline nn {

/// The tables and all that a prediction depends on.
struct WordVectorWeights {
    std::shared_ptr<const Matrix> input, output; ///< (V, C)
    std::shared_ptr<const RowVector> log_noise;  ///< (V) log of the chance that a word is drawn as a negative
    Predictor predictor = nullptr;
    int window = 0;  ///< the farthest neighbour
    int context = 0; ///< tokens of a sentence at most
};

class WordVectorNetwork final : public Network {
public:
    explicit WordVectorNetwork(WordVectorWeights weights) : weights_{std::move(weights)} {}

    [[nodiscard]] std::unique_ptr<Room> room(std::unique_ptr<Room> used) const override;
    using Network::trace;
    /// Per token of the sentence the predictor there, and as logits how likely the model holds each word to
    /// be what that predicts (of a skip-gram: to stand near the token): the scores plus the log of the noise,
    /// whose softmax is the distribution of neighbours that negative sampling estimates (Levy & Goldberg
    /// 2014; Gutmann & Hyvarinen 2012).
    [[nodiscard]] Trace trace(std::span<const TokenId> sentence, Room& room) const override;
    [[nodiscard]] std::size_t bytes() const override { return sizeof(WordVectorNetwork); }

private:
    WordVectorWeights weights_;
};

} // namespace wordfield::inline nn
