// SPDX-License-Identifier: MIT
#include "model/nn/cbow.hpp"

#include "model/kernels/kernels.hpp"
#include "model/text/vocabulary.hpp"

#include <algorithm>

namespace wordfield::inline nn {
namespace {

// visit(word) for each of words[first ... last] but the one at `place`.
template <class Visit>
void for_each_around(std::span<const TokenId> words, Index place, Index first, Index last, Visit visit) {
    for (Index i = first; i <= last; ++i)
        if (i != place) visit(words[i]);
}

} // namespace

RowVector Cbow::predict(const Matrix& input, Index window, std::span<const TokenId> sentence,
                        Index position) {
    const auto n = static_cast<Index>(sentence.size());
    const auto ends = [&](Index i) { return sentence[i] == Vocabulary::end_of_text; };
    Index first = position, last = position; // windows do not reach across <eos>, which ends its sentence
    while (first > 0 && position - first < window && !ends(first - 1)) --first;
    while (last + 1 < n && last - position < window && !ends(last)) ++last;
    RowVector mean = RowVector::Zero(input.cols());
    for_each_around(sentence, position, first, last, [&](TokenId word) { mean += input.row(word); });
    return mean / static_cast<float>(std::max<Index>(1, last - first));
}

WordVectors::Result Cbow::walk_sentence(std::span<const TokenId> words, float rate, Pcg32& rng) {
    Result result;
    const auto n = static_cast<Index>(words.size());
    if (n < 2) return result; // nothing stands around it
    const NetworkKernels<float>& kernels = network_kernels<float>();
    for (Index i = 0; i < n; ++i) {
        const Reach reach = draw_reach(i, n, rng);
        const float share = 1.0F / static_cast<float>(reach.last - reach.first);
        mean_.setZero();
        for_each_around(words, i, reach.first, reach.last, [&](TokenId word) {
            kernels.add_scaled(mean_.data(), input().row(word).data(), share, input().cols());
        });
        result.loss += tell_apart(step_, mean_.data(), words[i], rate, rng);
        ++result.pairs;
        if (input_frozen) continue;
        for_each_around(words, i, reach.first, reach.last, [&](TokenId word) {
            kernels.add_scaled(input().row(word).data(), step_.data(), share, input().cols());
        });
    }
    return result;
}

} // namespace wordfield::inline nn
