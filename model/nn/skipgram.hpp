// SPDX-License-Identifier: MIT
// Skip-gram with negative sampling (Mikolov et al. 2013, "Distributed Representations of Words and Phrases
// and their Compositionality"): every word predicts the words around it against words drawn at random. The
// transformer's ancestor.
#pragma once

#include "model/nn/word_vectors.hpp"

namespace wordfield::inline nn {

class SkipGram final : public WordVectors {
public:
    SkipGram(std::span<const std::int64_t> counts, const ModelConfig& config, std::uint64_t seed)
        : WordVectors{counts, config, seed}, step_(config.dim) {}
    /// The vector of the word at the place, whatever stands around it.
    static RowVector predict(const Matrix& input, Index window, std::span<const TokenId> sentence,
                             Index position);
    [[nodiscard]] Predictor predictor() const override { return predict; }

private:
    Result walk_sentence(std::span<const TokenId> words, float rate, Pcg32& rng) override;
    double pair(TokenId center, TokenId neighbour, float rate, Pcg32& rng);

    RowVector step_; ///< (C)
};

} // namespace wordfield::inline nn
