// SPDX-License-Identifier: MIT
#include "model/nn/word_vectors.hpp"

#include "model/kernels/kernels.hpp"
#include "model/nn/noise.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

namespace wordfield::inline nn {
namespace {

// fastText's form of the paper's formula: sqrt(t / f) + t / f, at most 1, where f is the word's share of the
// text.
std::vector<float> kept_chances(std::span<const std::int64_t> counts, float threshold) {
    const double total = std::accumulate(counts.begin(), counts.end(), 0.0);
    std::vector<float> chances;
    for (const std::int64_t count : counts) {
        const double ratio = threshold * total / std::max(1.0, static_cast<double>(count));
        chances.push_back(threshold <= 0.0F ? 1.0F
                                            : static_cast<float>(std::min(1.0, std::sqrt(ratio) + ratio)));
    }
    return chances;
}

} // namespace

template <class S>
double negative_sampling_step(S* d_center, const S* center, std::span<S* const> rows, S rate, Index C,
                              bool rows_move) {
    assert(rows.size() <= 64);
    return network_kernels<S>().negative_sampling(d_center, center, rows.data(), std::ssize(rows), rate, C,
                                                  rows_move);
}

WordVectors::WordVectors(std::span<const std::int64_t> counts, const ModelConfig& config, std::uint64_t seed)
    : window_{config.window}, negatives_{config.negatives}, rng_{seed, 4}, noise_chance_{noise_chances(
                                                                               counts, config.noise_power)},
      noise_{noise_chance_}, kept_{kept_chances(counts, config.subsample)} {
    const auto V = static_cast<Index>(counts.size()), C = Index{config.dim};
    input_.resize(V, C);
    output_ = Matrix::Zero(V, C); // as in the original: a neighbour's vector starts at nothing
    for (Index i = 0; i < input_.size(); ++i)
        input_.data()[i] = (rng_.uniform() - 0.5F) / static_cast<float>(C);
}

WordVectors::Result WordVectors::measure(std::span<const TokenId> text, std::uint64_t seed) {
    Pcg32 rng{seed, 5};
    return walk(text, 0.0F, rng); // at a rate of nothing, nothing moves
}

WordVectors::Result WordVectors::walk(std::span<const TokenId> text, float rate, Pcg32& rng) {
    Result result;
    const auto finish = [&] {
        const Result part = walk_sentence(sentence_, rate, rng);
        result.loss += part.loss;
        result.pairs += part.pairs;
        sentence_.clear();
    };
    sentence_.clear();
    for (const TokenId word : text) {
        if (rng.uniform() < kept_[word]) sentence_.push_back(word);
        if (word == Vocabulary::end_of_text) finish();
    }
    finish();
    return result;
}

WordVectors::Reach WordVectors::draw_reach(Index i, Index n, Pcg32& rng) const {
    const Index reach = 1 + rng.below(static_cast<std::uint32_t>(window_));
    return {std::max<Index>(0, i - reach), std::min(n - 1, i + reach)};
}

double WordVectors::tell_apart(RowVector& step, const float* center, TokenId word, float rate, Pcg32& rng) {
    rows_.clear();
    rows_.push_back(output_.row(word).data());
    for (int i = 0; i < negatives_; ++i) {
        const auto drawn = static_cast<TokenId>(noise_.draw(rng));
        if (drawn != word) rows_.push_back(output_.row(drawn).data());
    }
    return negative_sampling_step<float>(step.data(), center, rows_, rate, input_.cols(),
                                         !output_frozen && rate != 0.0F);
}

template double negative_sampling_step(float*, const float*, std::span<float* const>, float, Index, bool);
template double negative_sampling_step(double*, const double*, std::span<double* const>, double, Index, bool);

} // namespace wordfield::inline nn
