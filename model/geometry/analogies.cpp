// SPDX-License-Identifier: MIT
// One sum of words ranked against all words.
#include "model/geometry/analogies.hpp"

#include "model/geometry/neighbours.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace wordfield::inline geometry {
namespace {

RowVector unit_row(const Rows& embedding, Index row) {
    RowVector unit = embedding.row(row);
    unit.normalize(); // leaves zeros alone
    return unit;
}

// Equal cosines in the order of the words.
bool comes_before(const Candidate& a, const Candidate& b) {
    return a.cosine != b.cosine ? a.cosine > b.cosine : a.word < b.word;
}

// All words by how near they are, of which only the front is ever written down: of a million words a list
// takes 16 MB and long to sort.
class Ranking {
public:
    Ranking(const Rows& embedding, const RowVector& target, std::span<const Term> terms)
        : cosines_{compare_with_all(embedding, target, Measure::PlainCosine)} {
        for (const Term& term : terms)
            if (std::ranges::find(asked_, term.word, &Candidate::word) == asked_.end())
                asked_.push_back(candidate(term.word));
    }

    // Nearest at the front, with their ranks.
    [[nodiscard]] std::vector<Candidate> front(std::size_t count) const {
        std::vector<Candidate> best; // a heap, the farthest of them at the front
        for (Index i = 0; i < cosines_.size(); ++i) {
            const Candidate one = candidate(static_cast<TokenId>(i));
            if (best.size() == count && !comes_before(one, best.front())) continue;
            if (best.size() == count) {
                std::pop_heap(best.begin(), best.end(), comes_before);
                best.pop_back();
            }
            best.push_back(one);
            std::push_heap(best.begin(), best.end(), comes_before);
        }
        std::sort_heap(best.begin(), best.end(), comes_before);
        for (std::size_t i = 0; i < best.size(); ++i) set_ranks(best[i], static_cast<int>(i) + 1);
        return best;
    }

    [[nodiscard]] Candidate ranked(TokenId word) const {
        Candidate one = candidate(word);
        int rank = 1;
        for (Index i = 0; i < cosines_.size(); ++i)
            if (comes_before(candidate(static_cast<TokenId>(i)), one)) ++rank;
        set_ranks(one, rank);
        return one;
    }

private:
    [[nodiscard]] Candidate candidate(TokenId word) const {
        return {word, std::isnan(cosines_[word]) ? 0.0F : cosines_[word], 0, 0};
    }

    void set_ranks(Candidate& one, int rank) const {
        const auto before =
            std::ranges::count_if(asked_, [&](const Candidate& term) { return comes_before(term, one); });
        const bool asked =
            std::ranges::any_of(asked_, [&](const Candidate& t) { return t.word == one.word; });
        one.rank = rank;
        one.rank_without = asked ? 0 : rank - static_cast<int>(before);
    }

    Eigen::VectorXf cosines_;      // (V)
    std::vector<Candidate> asked_; // words of the question, each once
};

} // namespace

const Candidate* Arithmetic::of(TokenId word) const {
    const auto found = std::ranges::find(candidates, word, &Candidate::word);
    return found == candidates.end() ? nullptr : &*found;
}

const Candidate* Arithmetic::winner() const {
    const auto found = std::find_if(candidates.begin(), candidates.end(),
                                    [](const Candidate& c) { return c.rank_without == 1; });
    return found == candidates.end() ? nullptr : &*found;
}

Arithmetic solve(const Rows& embedding, std::span<const Term> terms, std::size_t most,
                 std::optional<TokenId> also) {
    Arithmetic result;
    result.target = RowVector::Zero(embedding.cols());
    for (const Term& term : terms) result.target += term.factor * unit_row(embedding, term.word);
    const Ranking ranking{embedding, result.target, terms};
    result.candidates = ranking.front(std::max<std::size_t>(most, 1) + terms.size());
    if (also && result.of(*also) == nullptr) result.candidates.push_back(ranking.ranked(*also));
    if (const Candidate* best = result.winner())
        result.residual = (result.target - unit_row(embedding, best->word)).norm();
    return result;
}

} // namespace wordfield::inline geometry
