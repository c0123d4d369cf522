// SPDX-License-Identifier: MIT
// 3CosAdd over many questions by blocked products, and one sum ranked against all words.
#include "model/geometry/analogies.hpp"

#include "model/core/thread_pool.hpp"
#include "model/geometry/neighbours.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace wordfield::inline geometry {

namespace {

// At most 128, and of very many words fewer: their products with all rows lie in memory at once.
Index questions_a_block(const Matrix& rows) {
    constexpr Index most = 128, numbers = Index{1} << 23U;
    return std::clamp<Index>(numbers / std::max<Index>(rows.rows(), 1), 8, most);
}

RowVector unit_row(const Matrix& embedding, Index row) {
    RowVector unit = embedding.row(row);
    unit.normalize(); // leaves zeros alone
    return unit;
}

// (V) one by the length of each row, 0 for a row of zeros. A table of rows of length one would be a second
// copy of what may be most of the memory.
RowVector inverse_lengths(const Matrix& embedding) {
    RowVector inverse(embedding.rows());
    for (Index i = 0; i < embedding.rows(); ++i) {
        const float length = embedding.row(i).norm();
        inverse[i] = length > 0.0F ? 1.0F / length : 0.0F;
    }
    return inverse;
}

struct Right {
    std::int64_t without = 0, among_all = 0;
};

/// How many of questions(n) have d as their answer; embedding(V, C) and one by its rows' lengths, (V).
Right count_right(const Matrix& embedding, const RowVector& inverse, std::span<const Analogy> questions) {
    Matrix targets(static_cast<Index>(questions.size()), embedding.cols());
    for (Index i = 0; i < targets.rows(); ++i) {
        const Analogy& q = questions[i];
        targets.row(i) = unit_row(embedding, q.b) - unit_row(embedding, q.a) + unit_row(embedding, q.c);
    }
    Matrix products(targets.rows(), embedding.rows()); // the target's own length does not change the order
    products.noalias() = targets * embedding.transpose();
    products.array().rowwise() *= inverse.array();
    Right right;
    for (Index i = 0; i < targets.rows(); ++i) {
        const Analogy& q = questions[i];
        Index first = 0;
        products.row(i).maxCoeff(&first);
        right.among_all += first == q.d ? 1 : 0;
        for (const TokenId asked : {q.a, q.b, q.c})
            products(i, asked) = -std::numeric_limits<float>::infinity();
        Index best = 0;
        products.row(i).maxCoeff(&best);
        right.without += best == q.d ? 1 : 0;
    }
    return right;
}

} // namespace

AnalogyScore score_analogies(const Matrix& embedding, std::span<const AnalogyRelation> relations,
                             ThreadPool& pool) {
    const RowVector inverse = inverse_lengths(embedding);
    const auto a_block = static_cast<std::size_t>(questions_a_block(embedding));
    AnalogyScore score;
    score.all.name = "all";
    for (const AnalogyRelation& relation : relations) {
        const std::span<const Analogy> questions = relation.analogies;
        const auto blocks = (questions.size() + a_block - 1) / a_block;
        std::vector<Right> right(blocks);
        pool.run(static_cast<int>(blocks), [&](int block) {
            const auto begin = static_cast<std::size_t>(block) * a_block;
            const auto length = std::min(a_block, questions.size() - begin);
            right[block] = count_right(embedding, inverse, questions.subspan(begin, length));
        });
        RelationScore one{relation.name, 0, static_cast<std::int64_t>(questions.size())};
        for (const Right& r : right) {
            one.right += r.without;
            one.right_among_all += r.among_all;
        }
        score.all.right_among_all += one.right_among_all;
        score.all.right += one.right;
        score.all.count += one.count;
        score.relations.push_back(std::move(one));
    }
    return score;
}

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
