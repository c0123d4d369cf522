// SPDX-License-Identifier: MIT
// Continuous bag of words (Mikolov et al. 2013, "Efficient Estimation of Word Representations in Vector
// Space", arXiv 1301.3781): the mean of the vectors around a place predicts the word that stands there, here
// against words drawn at random, as in the skip-gram.
#pragma once

#include "model/nn/word_vectors.hpp"

namespace wordfield::inline nn {

/// The gradient is that of the loss: each of n neighbours gets an n-th of what their mean should move.
/// word2vec's program gives each the whole; see Irsoy et al. 2021, "Corrected CBOW Performs as well as
/// Skip-gram", arXiv 2012.15332.
class Cbow final : public WordVectors {
public:
    Cbow(std::span<const std::int64_t> counts, const ModelConfig& config, std::uint64_t seed)
        : WordVectors{counts, config, seed}, mean_(config.dim), step_(config.dim) {}
    /// The mean of the words around the place, as far as `window` and the sentence go; zero where there are
    /// none.
    static RowVector predict(const Matrix& input, Index window, std::span<const TokenId> sentence,
                             Index position);
    [[nodiscard]] Predictor predictor() const override { return predict; }

private:
    Result walk_sentence(std::span<const TokenId> words, float rate, Pcg32& rng) override;

    RowVector mean_, step_; ///< (C)
};

} // namespace wordfield::inline nn
