// SPDX-License-Identifier: MIT
#include "model/comparison/embedding_comparison.hpp"

#include "model/comparison/nearest_directions.hpp"
#include "model/comparison/semantic_change.hpp"
#include "model/core/thread_pool.hpp"
#include "tests/model/comparison/comparison_fixture.hpp"
#include "tests/support/catch.hpp"

#include <cmath>
#include <map>
#include <set>

using namespace wordfield;
using namespace wordfield::test;

namespace {

EmbeddingComparison compared(const ComparedTables& tables, const ComparisonRequest& request = {},
                             int threads = 2) {
    ThreadPool pool{threads};
    return compare_embeddings(tables, request, pool).value();
}

// Nearly the same rows.
Matrix disturbed(const Matrix& rows, float by, std::uint64_t seed) {
    return rows + by * noise(rows.rows(), rows.cols(), seed);
}

double local_by_hand(const Matrix& a, const Matrix& b, Index word) {
    std::set<int> company;
    for (const Matrix* rows : {&a, &b}) {
        const auto sorted = sorted_by_hand(*rows, word);
        company.insert(sorted.begin(), sorted.begin() + local_neighbours);
    }
    double product = 0, one = 0, other = 0;
    for (const int near : company) {
        const double x = cosine_by_hand(a, word, near), y = cosine_by_hand(b, word, near);
        product += x * y, one += x * x, other += y * y;
    }
    return 1 - product / std::sqrt(one * other);
}

} // namespace

TEST_CASE("nearest directions are those of sorting all cosines, whatever the tiles", "[comparison]") {
    const Index n = GENERATE(5, 300, 2100); // of the last there are three tiles
    const Matrix rows = noise(n, 7, 3);
    const UnitRows directions{std::make_shared<const RowTable>(rows), same_rows(n).a, false};
    const std::vector<Index> asked{0, n / 2, n - 1};
    ThreadPool pool{2};
    const NeighbourLists lists = nearest_directions(directions, asked, 40, pool);
    REQUIRE(lists.cols() == std::min<Index>(40, n - 1));
    for (Index i = 0; i < 3; ++i) {
        const auto expected = sorted_by_hand(rows, asked[i]);
        for (Index j = 0; j < lists.cols(); ++j) CHECK(lists(i, j) == expected[j]);
    }
}

TEST_CASE("nearest directions: a row without a direction is at right angles to all", "[comparison]") {
    Matrix rows(4, 2);
    rows << 1, 0, 0, 0, 1, 0.1F, -1, 0;
    const UnitRows directions{std::make_shared<const RowTable>(rows), same_rows(4).a, false};
    ThreadPool pool{1};
    const NeighbourLists lists = nearest_directions(directions, std::vector<Index>{0}, 3, pool);
    CHECK((lists(0, 0) == 2 && lists(0, 1) == 1 && lists(0, 2) == 3));
    CHECK(directions.cosines_with(directions.row(0))[1] == 0.0F);
}

TEST_CASE("unit rows seen from their mean are those of a table that was centred before", "[comparison]") {
    const Matrix rows = (noise(50, 6, 1).array() + 3.0F).matrix();
    std::vector<TokenId> some{4, 7, 30, 49};
    Matrix chosen(4, 6);
    for (Index i = 0; i < 4; ++i) chosen.row(i) = rows.row(some[i]);
    const Matrix centred = (chosen.rowwise() - chosen.colwise().mean()).rowwise().normalized();
    const UnitRows directions{std::make_shared<const RowTable>(rows), some, true};
    Matrix written;
    directions.write(1, 4, written);
    CHECK((written - centred.bottomRows(3)).cwiseAbs().maxCoeff() < 1e-5F);
    CHECK((directions.row(2) - centred.row(2)).norm() < 1e-5F);
    const Eigen::VectorXf cosines = directions.cosines_with(directions.row(0));
    for (Index i = 0; i < 4; ++i)
        CHECK(cosines[i] == Approx(centred.row(0).dot(centred.row(i))).margin(1e-5));
}

TEST_CASE("comparison: the overlap curve is what sorting everything gives", "[comparison]") {
    const Matrix a = noise(130, 8, 1), b = disturbed(a, 0.4F, 2);
    const EmbeddingComparison found = compared(tables_of(a, b));
    CHECK((found.words == 130 && found.asked == 130 && found.ranked == 130));
    std::vector<int> sizes;
    for (const OverlapPoint& point : found.curve) {
        sizes.push_back(point.k);
        double sum = 0;
        for (Index w = 0; w < 130; ++w)
            sum += overlap_by_hand(sorted_by_hand(a, w), sorted_by_hand(b, w), point.k);
        CHECK(point.mean == Approx(sum / 130).margin(1e-6));
        CHECK(point.chance == Approx(point.k / 129.0));
        CHECK(point.error == 0.0); // nobody was left out
    }
    CHECK(sizes == std::vector<int>{1, 2, 5, 10, 20, 50, 100});
    CHECK(compared(tables_of(a.topRows(21), b.topRows(21))).curve.back().k == 20);
}

TEST_CASE("comparison: of many words some are asked, and the error says what that leaves open",
          "[comparison]") {
    const Matrix a = noise(900, 8, 1), b = disturbed(a, 0.4F, 2);
    const ComparisonRequest some{.asks_all_up_to = 500, .asked = 100};
    const EmbeddingComparison found = compared(tables_of(a, b), some), all = compared(tables_of(a, b));
    CHECK(found.asked == 100);
    CHECK(found.ranked == 900); // all of them can be aligned
    double sum = 0, squares = 0;
    for (Index w = 0; w < 900; w += 9) {
        const double share = overlap_by_hand(sorted_by_hand(a, w), sorted_by_hand(b, w), 10);
        sum += share, squares += share * share;
    }
    const double mean = sum / 100, variance = (squares - sum * mean) / 99;
    CHECK(found.overlap_at(10)->mean == Approx(mean).margin(1e-6));
    CHECK(found.overlap_at(10)->error == Approx(std::sqrt(variance / 100 * (1 - 100.0 / 900))).epsilon(1e-6));
    CHECK(std::abs(found.overlap_at(10)->mean - all.overlap_at(10)->mean) < 4 * found.overlap_at(10)->error);
    for (const WordChange& one : found.most) // those that were not asked, too
        CHECK(one.overlap ==
              Approx(overlap_by_hand(sorted_by_hand(a, one.word), sorted_by_hand(b, one.word), 10)));
}

TEST_CASE("comparison: a turned and stretched copy is the same embedding", "[comparison]") {
    const bool centred = GENERATE(false, true);
    const Matrix a = noise(400, 12, 5), b = 3.0F * a * some_turn(12, 6);
    const EmbeddingComparison found = compared(tables_of(a, b, centred));
    REQUIRE(found.aligned);
    for (const OverlapPoint& point : found.curve) CHECK(point.mean > 0.999); // but for ties in the last digit
    CHECK(found.most.front().aligned < 1e-5F);
    CHECK(found.most.front().local < 1e-5F);
    CHECK((found.turn.transpose() * found.turn - Eigen::MatrixXf::Identity(12, 12)).norm() < 1e-4F);
}

TEST_CASE("comparison: a shifted copy is the same seen from the mean, and another one from the origin",
          "[comparison]") {
    const Matrix a = noise(300, 6, 5);
    Matrix b = a;
    b.rowwise() += RowVector::Constant(6, 1.5F);
    CHECK(compared(tables_of(a, b, true)).most.front().aligned < 1e-5F);
    CHECK(compared(tables_of(a, b, false)).most.front().aligned > 0.1F);
}

TEST_CASE("comparison: the word that was moved comes first, and by how much it was", "[comparison]") {
    const Matrix a = noise(500, 16, 7);
    Matrix b = a * some_turn(16, 8);
    b.row(123) *= -1.0F;
    const EmbeddingComparison found = compared(tables_of(a, b));
    REQUIRE(found.most.size() == 100);
    CHECK(found.most.front().word == 123);
    CHECK(found.most.front().aligned == Approx(2.0F).margin(0.02));
    CHECK(found.most[1].aligned < 0.05F);
    CHECK(found.least.front().aligned <= found.least.back().aligned);
    CHECK(found.most.front().aligned >= found.most.back().aligned);
    double sum = 0;
    for (Index w = 0; w < 500; ++w) {
        const RowVector turned = a.row(w).normalized() * found.turn;
        sum += 1.0 - double{turned.dot(b.row(w).normalized())};
    }
    CHECK(found.mean_change == Approx(sum / 500).margin(1e-5));
}

TEST_CASE("comparison: no other turn brings the rows nearer", "[comparison]") {
    const Matrix a = noise(200, 5, 1).rowwise().normalized(), b = noise(200, 5, 2).rowwise().normalized();
    const ComparedTables tables = tables_of(a, b);
    ThreadPool pool{2};
    const Eigen::MatrixXf best = procrustes_turn(tables.a, tables.b, pool);
    const float least = (a * best - b).squaredNorm();
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        // A little beside the best one, and far from it.
        const Matrix nudge = some_turn(5, seed);
        CHECK((a * nudge - b).squaredNorm() >= least - 1e-3F);
        Eigen::MatrixXf small = Eigen::MatrixXf::Identity(5, 5);
        const float angle = 0.05F;
        const Index i = static_cast<Index>(seed % 5), j = static_cast<Index>((seed + 1 + seed / 5 % 4) % 5);
        small(i, i) = small(j, j) = std::cos(angle);
        small(i, j) = std::sin(angle);
        small(j, i) = -std::sin(angle);
        CHECK((a * (best * small) - b).squaredNorm() >= least - 1e-3F);
    }
}

TEST_CASE("comparison: tables of two widths are ranked by the company words keep", "[comparison]") {
    const Matrix a = noise(300, 10, 7);
    Matrix b = a * some_turn(10, 8).leftCols(9) + 0.02F * noise(300, 9, 4);
    b.row(77) = -b.row(77);
    const EmbeddingComparison found = compared(tables_of(a, b));
    CHECK_FALSE(found.aligned);
    CHECK(found.turn.size() == 0);
    CHECK(found.most.front().word == 77);
    for (const WordChange& one : found.most) {
        CHECK(std::isnan(one.aligned));
        CHECK(one.local == Approx(local_by_hand(a, b, one.word)).margin(2e-5));
        CHECK(one.overlap ==
              Approx(overlap_by_hand(sorted_by_hand(a, one.word), sorted_by_hand(b, one.word), 10)));
    }
}

TEST_CASE("comparison: rare words are not ranked where counts are known", "[comparison]") {
    const Matrix a = noise(60, 6, 1);
    Matrix b = a;
    b.row(3) *= -1.0F;
    b.row(4) *= -1.0F;
    b.row(5) *= -1.0F;
    WordsInCommon common = same_rows(60);
    common.counts[3] = 19;
    common.counts[4] = 20;
    const ComparedTables tables{std::make_shared<const RowTable>(a), std::make_shared<const RowTable>(b),
                                common, false};
    const EmbeddingComparison found = compared(tables);
    CHECK(found.ranked == 59);
    std::set<Index> first;
    for (std::size_t i = 0; i < 2; ++i) first.insert(found.most[i].word);
    CHECK(first == std::set<Index>{4, 5}); // of 5 nobody knows
    CHECK(std::ranges::none_of(found.most, [](const WordChange& one) { return one.word == 3; }));
}

TEST_CASE("comparison: any number of threads gives the same bits", "[comparison]") {
    const Matrix a = noise(1500, 12, 1), b = disturbed(a, 0.7F, 2);
    const ComparedTables tables = tables_of(a, b, true);
    const ComparisonRequest request{.asks_all_up_to = 100, .asked = 333};
    const EmbeddingComparison one = compared(tables, request, 1);
    for (const int threads : {2, 5}) {
        const EmbeddingComparison other = compared(tables, request, threads);
        CHECK(one.turn == other.turn);
        CHECK(one.mean_change == other.mean_change);
        for (std::size_t i = 0; i < one.curve.size(); ++i) CHECK(one.curve[i].mean == other.curve[i].mean);
        for (std::size_t i = 0; i < one.most.size(); ++i) {
            CHECK(one.most[i].word == other.most[i].word);
            CHECK(one.most[i].change() == other.most[i].change());
            CHECK(one.most[i].local == other.most[i].local);
        }
    }
}

TEST_CASE("comparison: one word, no word, and a stop", "[comparison]") {
    const Matrix a = noise(2, 3, 1);
    const EmbeddingComparison two = compared(tables_of(a, a));
    REQUIRE(two.curve.size() == 1);
    CHECK((two.curve[0].mean == 1.0 && two.curve[0].chance == 1.0));
    const EmbeddingComparison one = compared(tables_of(a.topRows(1), a.topRows(1)));
    CHECK(one.curve.empty());
    CHECK(one.most.size() == 1);
    ThreadPool pool{2};
    std::stop_source stop;
    stop.request_stop();
    CHECK_FALSE(compare_embeddings(tables_of(a, a), {}, pool, stop.get_token()));
}
