// SPDX-License-Identifier: MIT
// One sum of words ranked against all words.
#include "model/geometry/analogies.hpp"

#include <algorithm>
#include <cstddef>

namespace wordfield::inline geometry {

const Candidate& Arithmetic::of(TokenId word) const {
    return *std::find_if(candidates.begin(), candidates.end(),
                         [&](const Candidate& c) { return c.word == word; });
}

const Candidate* Arithmetic::winner() const {
    const auto found = std::find_if(candidates.begin(), candidates.end(),
                                    [](const Candidate& c) { return c.rank_without == 1; });
    return found == candidates.end() ? nullptr : &*found;
}

Arithmetic solve(const Matrix& embedding, std::span<const Term> terms) {
    Arithmetic result;
    result.target = RowVector::Zero(embedding.cols());
    for (const Term& term : terms) result.target += term.factor * embedding.row(term.word).normalized();
    const float length = result.target.norm();
    const RowVector direction = result.target / (length > 0.0F ? length : 1.0F);
    result.candidates.reserve(static_cast<std::size_t>(embedding.rows()));
    for (Index i = 0; i < embedding.rows(); ++i) // no copy of what may be a million rows
        result.candidates.push_back(
            {static_cast<TokenId>(i), embedding.row(i).normalized().dot(direction), 0, 0});
    std::stable_sort(result.candidates.begin(), result.candidates.end(),
                     [](const Candidate& a, const Candidate& b) { return a.cosine > b.cosine; });
    int rank = 0;
    int rank_without = 0;
    for (Candidate& candidate : result.candidates) {
        candidate.rank = ++rank;
        const bool asked = std::any_of(terms.begin(), terms.end(),
                                       [&](const Term& term) { return term.word == candidate.word; });
        if (!asked) candidate.rank_without = ++rank_without;
    }
    if (const Candidate* best = result.winner())
        result.residual = (result.target - embedding.row(best->word).normalized()).norm();
    return result;
}

} // namespace wordfield::inline geometry
