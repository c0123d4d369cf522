// SPDX-License-Identifier: MIT
// Two tables of vectors that learn by negative sampling (Mikolov et al. 2013, "Distributed Representations of
// Words and Phrases and their Compositionality"): what skip-gram and CBOW share. They differ in what is told
// apart from random words.
#pragma once

#include "model/core/alias_table.hpp"
#include "model/core/matrix.hpp"
#include "model/core/token.hpp"
#include "model/nn/config.hpp"

#include <memory>
#include <span>
#include <vector>

namespace wordfield::inline nn {

/// One step of gradient descent on -log s(center . rows[0]) - sum of log s(-center . rows[i]), s the logistic
/// function: the rows move at once unless `rows_move` is false, d_center(C) is set to
/// the center's own step. All scores are from before any row moved. Returns the loss, nats. At most 64 rows.
template <class S>
double negative_sampling_step(S* d_center, const S* center, std::span<S* const> rows, S rate, Index C,
                              bool rows_move = true);

/// (C) what the rows of output() are compared with to predict something at `position` of a sentence, from the
/// words' vectors input(V,C) and the farthest neighbour `window`.
using Predictor = RowVector (*)(const Matrix& input, Index window, std::span<const TokenId> sentence,
                                Index position);

/// Looks at dim, window, negatives, subsample and noise_power of a ModelConfig.
class WordVectors {
public:
    /// counts(V): how often each word occurs.
    WordVectors(std::span<const std::int64_t> counts, const ModelConfig& config, std::uint64_t seed);
    virtual ~WordVectors() = default;

    struct Result {
        double loss = 0.0;      ///< nats, summed
        std::int64_t pairs = 0; ///< over so many that were told apart from random words
    };
    /// Learns from a stretch of text; windows do not reach across <eos>. Single-threaded: the same calls in
    /// the same order give the same bits.
    Result train(std::span<const TokenId> text, float rate) { return walk(text, rate, rng_); }
    /// The same sums without learning, with chances drawn from a generator of its own: the same every time.
    Result measure(std::span<const TokenId> text, std::uint64_t seed);
    [[nodiscard]] virtual Predictor predictor() const = 0;

    /// (V,C) the words' vectors.
    [[nodiscard]] const Matrix& input() const { return input_; }
    [[nodiscard]] Matrix& input() { return input_; }
    /// (V,C) their vectors as neighbours.
    [[nodiscard]] const Matrix& output() const { return output_; }
    [[nodiscard]] Matrix& output() { return output_; }
    [[nodiscard]] Pcg32& generator() { return rng_; }
    /// The farthest neighbour.
    [[nodiscard]] Index window() const { return window_; }
    /// (V) chance that a word is drawn as a negative: its count to the noise power, over the sum of all.
    [[nodiscard]] const std::vector<double>& noise() const { return noise_chance_; }

    bool input_frozen = false, output_frozen = false;

protected:
    /// A sentence without the words that subsampling left out.
    virtual Result walk_sentence(std::span<const TokenId> words, float rate, Pcg32& rng) = 0;
    /// The farthest neighbours of the word at `i` of `n` that it learns from this time.
    struct Reach {
        Index first, last;
    };
    [[nodiscard]] Reach draw_reach(Index i, Index n, Pcg32& rng) const;
    /// `center`(C) tells `word` from random ones: rows of output() move, step(C) is what the center should.
    /// Returns the loss, nats.
    double tell_apart(RowVector& step, const float* center, TokenId word, float rate, Pcg32& rng);

private:
    Result walk(std::span<const TokenId> text, float rate, Pcg32& rng);

    int window_, negatives_;
    Pcg32 rng_;
    Matrix input_, output_;
    std::vector<double> noise_chance_;
    AliasTable noise_;
    std::vector<float> kept_; ///< (V) chance that an occurrence is used
    std::vector<TokenId> sentence_;
    std::vector<float*> rows_;
};

/// Makes one of a kind of tables; of `Vectors` itself.
using MakeWordVectors = std::unique_ptr<WordVectors> (*)(std::span<const std::int64_t> counts,
                                                         const ModelConfig& config, std::uint64_t seed);
template <class Vectors>
std::unique_ptr<WordVectors> make_word_vectors(std::span<const std::int64_t> counts,
                                               const ModelConfig& config, std::uint64_t seed) {
    return std::make_unique<Vectors>(counts, config, seed);
}

} // namespace wordfield::inline nn
