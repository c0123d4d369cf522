// SPDX-License-Identifier: MIT
// Skip-gram with negative sampling (Mikolov et al. 2013, "Distributed Representations of Words and Phrases
// and their Compositionality"): every word predicts the words around it against words drawn at random. The
// transformer's ancestor.
#pragma once

#include "model/core/alias_table.hpp"
#include "model/core/matrix.hpp"
#include "model/text/corpus.hpp"

#include <span>
#include <vector>

namespace wordfield {

struct SkipGramConfig {
    int dim = 64;
    int window = 5;          ///< the farthest neighbour; each word draws its own reach from 1 to this
    int negatives = 5;       ///< words drawn at random against each true neighbour
    float subsample = 1e-2F; ///< share of the text above which a word is left out now and then; 0 never
    std::uint64_t seed = 1;
    bool operator==(const SkipGramConfig&) const = default;
};

/// One step of gradient descent on -log s(center . rows[0]) - sum of log s(-center . rows[i]), s the logistic
/// function: the rows move at once, the center's own step is ADDED to d_center(C). All scores are from before
/// any row moved. Returns the loss, nats. At most 64 rows.
template <class S>
double negative_sampling_step(S* d_center, const S* center, std::span<S* const> rows, S rate, Index C);

class SkipGram {
public:
    /// counts(V): how often each word occurs.
    SkipGram(std::span<const std::int64_t> counts, const SkipGramConfig& config);

    struct Result {
        double loss = 0.0; ///< nats, summed over pairs
        std::int64_t pairs = 0;
    };
    /// Learns from a stretch of text; windows do not reach across <eos>. Single-threaded: the same calls in
    /// the same order give the same bits.
    Result train(std::span<const TokenId> text, float rate);

    [[nodiscard]] const Matrix& input() const { return input_; }   ///< (V,C) the words' vectors
    [[nodiscard]] const Matrix& output() const { return output_; } ///< (V,C) their vectors as neighbours

private:
    Result train_sentence(std::span<const TokenId> words, float rate);
    double train_pair(TokenId center, TokenId neighbour, float rate);

    SkipGramConfig config_;
    Pcg32 rng_;
    Matrix input_, output_;
    AliasTable noise_;        ///< counts^0.75
    std::vector<float> kept_; ///< (V) chance that an occurrence is used
    std::vector<TokenId> sentence_;
    std::vector<float*> rows_;
    RowVector step_; ///< (C)
};

} // namespace wordfield
