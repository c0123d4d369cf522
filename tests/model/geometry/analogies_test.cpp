// SPDX-License-Identifier: MIT
#include "model/geometry/analogies.hpp"

#include "model/core/thread_pool.hpp"
#include "tests/model/map/clouds.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/memory_in_use.hpp"

using namespace wordfield;

namespace {

// Pairs (2i, 2i + 1) of random words that differ by one common direction of the given length.
Matrix paired_words(Index pairs, float length) {
    Matrix rows = test::normal_matrix(2 * pairs, 20, 3);
    const RowVector direction = length * test::normal_matrix(1, 20, 4).row(0).normalized();
    for (Index i = 0; i < pairs; ++i) rows.row(2 * i + 1) = rows.row(2 * i) + direction;
    return rows;
}

AnalogyRelation all_ordered_pairs(TokenId pairs) {
    AnalogyRelation relation{"pairs", {}};
    for (TokenId i = 0; i < pairs; ++i)
        for (TokenId j = 0; j < pairs; ++j)
            if (i != j) relation.analogies.push_back({2 * i, 2 * i + 1, 2 * j, 2 * j + 1});
    return relation;
}

// The definition, one question at a time; with the words of the question among the answers, or without.
int slow_right(const Matrix& embedding, const AnalogyRelation& relation, bool among_all = false) {
    int right = 0;
    for (const Analogy& q : relation.analogies) {
        const auto unit = [&](TokenId w) {
            return Eigen::RowVectorXd(embedding.row(w).cast<double>().normalized());
        };
        const Eigen::RowVectorXd target = unit(q.b) - unit(q.a) + unit(q.c);
        double best = -1e9;
        TokenId answer = -1;
        for (TokenId w = 0; w < embedding.rows(); ++w) {
            if (!among_all && (w == q.a || w == q.b || w == q.c)) continue;
            if (const double cosine = unit(w).dot(target) / target.norm(); cosine > best) {
                best = cosine;
                answer = w;
            }
        }
        right += answer == q.d ? 1 : 0;
    }
    return right;
}

} // namespace

TEST_CASE("3CosAdd agrees with its definition, per relation and over all", "[geometry]") {
    ThreadPool pool{2};
    const Matrix embedding = paired_words(20, 1.0F);
    AnalogyRelation shuffled{"nonsense", {{0, 5, 9, 2}, {1, 4, 8, 30}, {3, 2, 1, 0}}};
    const std::vector<AnalogyRelation> relations{all_ordered_pairs(20), shuffled};
    const AnalogyScore score = score_analogies(embedding, relations, pool);
    REQUIRE(score.relations.size() == 2);
    CHECK(score.relations[0].count == 380);
    CHECK(score.relations[0].right == slow_right(embedding, relations[0]));
    CHECK(score.relations[1].right == slow_right(embedding, relations[1]));
    CHECK(score.relations[0].accuracy() > 0.5);
    CHECK(score.all.count == 383);
    CHECK(score.all.right == score.relations[0].right + score.relations[1].right);
}

TEST_CASE("3CosAdd over rows and questions of many blocks, the last row of all among the answers",
          "[geometry]") {
    ThreadPool pool{2};
    const Matrix embedding = paired_words(650, 3.0F); // three tiles of rows, the last one not full
    AnalogyRelation relation{"pairs", {}};
    for (TokenId i = 0; i < 300; ++i)
        relation.analogies.push_back({2 * i, 2 * i + 1, 1298 - 4 * i, 1299 - 4 * i});
    const AnalogyScore score = score_analogies(embedding, std::vector{relation}, pool);
    CHECK(score.all.right == slow_right(embedding, relation));
    CHECK(score.all.right_among_all == slow_right(embedding, relation, true));
    CHECK(score.all.right > score.all.right_among_all);
    CHECK(score.all.right_among_all > 20);
    AnalogyRelation last{"last row", {{0, 1, 1298, 1299}}};
    CHECK(score_analogies(embedding, std::vector{last}, pool).all.right == slow_right(embedding, last));
}

TEST_CASE("a sum of words: ranks with and without the words of the question", "[geometry]") {
    Matrix embedding = test::normal_matrix(30, 40, 8);
    embedding.rowwise().normalize();
    // king 0, man 1, woman 2; queen 3 lies near king - man + woman, but nearer king than that
    embedding.row(3) = (embedding.row(0) - 0.3F * embedding.row(1) + 0.3F * embedding.row(2)).normalized();
    const std::vector<Term> terms{{0, 1.0F}, {1, -0.2F}, {2, 0.2F}};
    const Arithmetic answer = solve(embedding, terms, 27);
    REQUIRE(answer.candidates.size() == 30);
    REQUIRE(answer.winner() != nullptr);
    CHECK(answer.winner()->word == 3);
    const Candidate& queen = *answer.of(3);
    CHECK(queen.rank_without == 1);
    CHECK(queen.rank == 1 + (answer.of(0)->cosine > queen.cosine ? 1 : 0));
    CHECK(answer.of(0)->rank_without == 0);
    CHECK(queen.cosine == Approx(embedding.row(3).dot(answer.target) / answer.target.norm()).epsilon(1e-5));
    CHECK(answer.residual == Approx((answer.target - embedding.row(3)).norm()).epsilon(1e-5));
    int without = 0;
    for (std::size_t i = 0; i < 30; ++i) {
        const Candidate& one = answer.candidates[i];
        if (i > 0) CHECK(answer.candidates[i - 1].cosine >= one.cosine);
        CHECK(one.rank == static_cast<int>(i) + 1);
        if (one.word > 2) ++without;
        CHECK(one.rank_without == (one.word > 2 ? without : 0));
    }
    const Arithmetic front = solve(embedding, terms, 2, answer.candidates.back().word);
    REQUIRE(front.candidates.size() == 2 + 3 + 1);
    for (std::size_t i = 0; i < 6; ++i) { // the same words with the same ranks, and the last of all
        const Candidate &one = front.candidates[i], &same = answer.candidates[i < 5 ? i : 29];
        CHECK((one.word == same.word && one.cosine == same.cosine));
        CHECK((one.rank == same.rank && one.rank_without == same.rank_without));
    }
    CHECK(front.of(answer.candidates[20].word) == nullptr);
}

TEST_CASE("of words that are equally near a sum the first in the vocabulary come first", "[geometry]") {
    Matrix embedding(6, 2);
    embedding << 1, 0, 0, 1, 1, 1, 2, 2, 3, 3, -1, 0;
    const Arithmetic answer = solve(embedding, std::vector<Term>{{0, 1.0F}, {1, 1.0F}}, 2, TokenId{4});
    CHECK(answer.winner()->word == 2);
    CHECK(answer.of(3)->rank == 2);
    CHECK(answer.of(4)->rank == 3);
}

#ifdef WORDFIELD_COUNTS_MEMORY
TEST_CASE("a sum of words keeps its nearest words alone", "[geometry]") {
    const Matrix embedding = test::normal_matrix(100'000, 2, 3);
    const double before = test::memory_in_use();
    const Arithmetic answer = solve(embedding, std::vector<Term>{{0, 1.0F}}, 10, TokenId{99'999});
    // A list of all words would take 1,600,000 bytes; threads that start here leave some thousands each.
    CHECK(test::memory_in_use() - before < 400'000);
    CHECK(answer.winner() != nullptr);
}
#endif

TEST_CASE("a sum that cancels out, and one that asks for every word", "[geometry]") {
    const Matrix embedding = test::normal_matrix(2, 5, 1);
    const Arithmetic nothing = solve(embedding, std::vector<Term>{{0, 1.0F}, {0, -1.0F}}, 3);
    CHECK(nothing.candidates[0].cosine == 0.0F);
    CHECK(solve(embedding, std::vector<Term>{{0, 1.0F}, {1, 1.0F}}, 3).winner() == nullptr);
}
