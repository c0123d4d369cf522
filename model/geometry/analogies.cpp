// SPDX-License-Identifier: MIT
// One sum of words ranked against all words.
#include "model/geometry/analogies.hpp"

#include "model/geometry/neighbours.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace wordfield::inline geometry {
namespace {

RowVector unit_row(const Matrix& embedding, Index row) {
    RowVector unit = embedding.row(row);
    unit.normalize(); // leaves zeros alone
    return unit;
}

} // namespace

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
    for (const Term& term : terms) result.target += term.factor * unit_row(embedding, term.word);
    const Eigen::VectorXf cosines = compare_with_all(embedding, result.target, Measure::PlainCosine);
    result.candidates.reserve(static_cast<std::size_t>(cosines.size()));
    for (Index i = 0; i < cosines.size(); ++i)
        result.candidates.push_back(
            {static_cast<TokenId>(i), std::isnan(cosines[i]) ? 0.0F : cosines[i], 0, 0});
    // Not stable_sort, which would take as much memory again; equal cosines in the order of the words.
    std::sort(result.candidates.begin(), result.candidates.end(), [](const Candidate& a, const Candidate& b) {
        return a.cosine != b.cosine ? a.cosine > b.cosine : a.word < b.word;
    });
    int rank = 0;
    int rank_without = 0;
    for (Candidate& candidate : result.candidates) {
        candidate.rank = ++rank;
        const bool asked = std::any_of(terms.begin(), terms.end(),
                                       [&](const Term& term) { return term.word == candidate.word; });
        if (!asked) candidate.rank_without = ++rank_without;
    }
    if (const Candidate* best = result.winner())
        result.residual = (result.target - unit_row(embedding, best->word)).norm();
    return result;
}

} // namespace wordfield::inline geometry
