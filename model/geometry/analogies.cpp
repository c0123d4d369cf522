// SPDX-License-Identifier: MIT
// 3CosAdd over many questions by blocked products, and one sum ranked against all words.
#include "model/geometry/analogies.hpp"

#include "model/core/thread_pool.hpp"
#include "model/geometry/unit_rows.hpp"

#include <algorithm>
#include <limits>

namespace wordfield::inline geometry {

namespace {

// At most 128, and of very many words fewer: their products with all rows lie in memory at once.
Index questions_a_block(const Matrix& rows) {
    constexpr Index most = 128, numbers = Index{1} << 23U;
    return std::clamp<Index>(numbers / std::max<Index>(rows.rows(), 1), 8, most);
}

Matrix unit_rows(const Matrix& embedding) {
    Matrix unit = embedding;
    normalise_rows(unit);
    return unit;
}

struct Right {
    std::int64_t without = 0, among_all = 0;
};

/// How many of questions(n) have d as their answer; unit(V, C).
Right count_right(const Matrix& unit, std::span<const Analogy> questions) {
    Matrix targets(static_cast<Index>(questions.size()), unit.cols());
    for (Index i = 0; i < targets.rows(); ++i) {
        const Analogy& q = questions[i];
        targets.row(i) = unit.row(q.b) - unit.row(q.a) + unit.row(q.c);
    }
    Matrix products(targets.rows(), unit.rows()); // the target's own length does not change the order
    products.noalias() = targets * unit.transpose();
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
    const Matrix unit = unit_rows(embedding);
    const auto a_block = static_cast<std::size_t>(questions_a_block(unit));
    AnalogyScore score;
    score.all.name = "all";
    for (const AnalogyRelation& relation : relations) {
        const std::span<const Analogy> questions = relation.analogies;
        const auto blocks = (questions.size() + a_block - 1) / a_block;
        std::vector<Right> right(blocks);
        pool.run(static_cast<int>(blocks), [&](int block) {
            const auto begin = static_cast<std::size_t>(block) * a_block;
            const auto length = std::min(a_block, questions.size() - begin);
            right[block] = count_right(unit, questions.subspan(begin, length));
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
    const Matrix unit = unit_rows(embedding);
    Arithmetic result;
    result.target = RowVector::Zero(unit.cols());
    for (const Term& term : terms) result.target += term.factor * unit.row(term.word);
    const float length = result.target.norm();
    const Eigen::VectorXf cosines = unit * result.target.transpose() / (length > 0.0F ? length : 1.0F);
    for (Index i = 0; i < cosines.size(); ++i)
        result.candidates.push_back({static_cast<TokenId>(i), cosines[i], 0, 0});
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
        result.residual = (result.target - unit.row(best->word)).norm();
    return result;
}

} // namespace wordfield::inline geometry
