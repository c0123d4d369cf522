// SPDX-License-Identifier: MIT
#include "model/nn/skipgram.hpp"

#include "model/kernels/kernels.hpp"

namespace wordfield::inline nn {

RowVector SkipGram::predict(const Matrix& input, Index /*window*/, std::span<const TokenId> sentence,
                            Index position) {
    return input.row(sentence[position]);
}

WordVectors::Result SkipGram::walk_sentence(std::span<const TokenId> words, float rate, Pcg32& rng) {
    Result result;
    const auto n = static_cast<Index>(words.size());
    for (Index i = 0; i < n; ++i) {
        const Reach reach = draw_reach(i, n, rng);
        for (Index j = reach.first; j <= reach.last; ++j) {
            if (j == i) continue;
            result.loss += pair(words[i], words[j], rate, rng);
            ++result.pairs;
        }
    }
    return result;
}

double SkipGram::pair(TokenId center, TokenId neighbour, float rate, Pcg32& rng) {
    const double loss = tell_apart(step_, input().row(center).data(), neighbour, rate, rng);
    if (!input_frozen)
        network_kernels<float>().add_scaled(input().row(center).data(), step_.data(), 1.0F, input().cols());
    return loss;
}

} // namespace wordfield::inline nn
