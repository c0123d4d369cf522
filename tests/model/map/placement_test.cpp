// SPDX-License-Identifier: MIT
#include "model/map/placement.hpp"

#include "model/core/thread_pool.hpp"
#include "tests/model/map/clouds.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/memory_in_use.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace wordfield;

namespace {

struct PlacementTable {
    std::shared_ptr<const RowTable> all;
    std::vector<TokenId> mapped, others;
    std::vector<std::int64_t> mapped_counts, other_counts;
    Matrix rows;
    RowPreparation done;
};

// 400 words in 12 dimensions, of which every fourth is on the map.
PlacementTable placement_table(PrepareOptions options) {
    PlacementTable table;
    Matrix all = test::gaussian_clusters(400, 12, 5, 0.5F, 6).rows;
    all.rowwise() += RowVector::Constant(12, 0.7F);
    for (TokenId id = 0; id < 400; ++id) {
        const std::int64_t count = 4000 / (id + 1);
        (id % 4 == 0 ? table.mapped : table.others).push_back(id);
        (id % 4 == 0 ? table.mapped_counts : table.other_counts).push_back(count);
    }
    table.all = std::make_shared<const RowTable>(std::move(all));
    table.rows = prepare_rows(*table.all, table.mapped, table.mapped_counts, options, &table.done);
    return table;
}

PlacementSearch searched_by(const PlacementTable& table, int threads) {
    ThreadPool pool{threads};
    PlacementSearch search{table.all, table.others, table.other_counts, table.rows, table.done};
    while (search.step(pool)) {
    }
    return search;
}

// A row as the map's were prepared, in double and one number at a time.
std::vector<double> prepared_by_hand(const PlacementTable& table, TokenId id, double count,
                                     PrepareOptions options) {
    const auto n = static_cast<double>(table.mapped.size());
    std::vector<double> row(12);
    double mean_log = 0.0, length = 0.0;
    for (const auto c : table.mapped_counts) mean_log += std::log(std::max(1.0, static_cast<double>(c))) / n;
    for (int d = 0; d < 12; ++d) {
        double mean = 0.0, along = 0.0, spread = 0.0;
        for (const TokenId m : table.mapped) mean += static_cast<double>((*table.all)(m, d)) / n;
        for (std::size_t i = 0; i < table.mapped.size(); ++i) {
            const double z = std::log(std::max(1.0, static_cast<double>(table.mapped_counts[i]))) - mean_log;
            along += z * (static_cast<double>((*table.all)(table.mapped[i], d)) - mean);
            spread += z * z;
        }
        const double z = std::log(std::max(1.0, count)) - mean_log;
        row[d] = static_cast<double>((*table.all)(id, d)) - mean -
                 static_cast<double>(options.remove_frequency) * z * along / spread;
        length += row[d] * row[d];
    }
    if (options.unit_length)
        for (double& x : row) x /= std::sqrt(length);
    return row;
}

} // namespace

TEST_CASE("placement: rows of other words are prepared as those of the map were", "[map]") {
    for (const PrepareOptions options :
         {PrepareOptions{}, PrepareOptions{1.0F, true}, PrepareOptions{0.5F, false}}) {
        const PlacementTable table = placement_table(options);
        Matrix rows;
        prepare_others(*table.all, table.mapped, table.mapped_counts, table.done, rows);
        CHECK((rows - table.rows).cwiseAbs().maxCoeff() < 1e-5F);
        prepare_others(*table.all, table.others, table.other_counts, table.done, rows);
        for (const std::size_t i : {std::size_t{0}, std::size_t{150}, std::size_t{299}}) {
            const auto expected =
                prepared_by_hand(table, table.others[i], static_cast<double>(table.other_counts[i]), options);
            for (int d = 0; d < 12; ++d)
                CHECK(static_cast<double>(rows(static_cast<Index>(i), d)) ==
                      Approx(expected[d]).margin(1e-4));
        }
    }
}

TEST_CASE("placement: a word lies at the mean of its five nearest, each by the exponential of its cosine",
          "[map]") {
    const PlacementTable table = placement_table({});
    const PlacementSearch search = searched_by(table, 1);
    REQUIRE(search.words() == table.others);
    REQUIRE(search.finished());
    CHECK(search.progress() == 1.0F);
    const Matrix positions = test::normal_matrix(100, 3, 7);
    ThreadPool pool{2};
    const Matrix placed =
        place_words(search.neighbourhoods(), search.words(), search.found(), positions, 0.0F, pool);
    REQUIRE(placed.rows() == 300);
    for (Index i = 0; i < placed.rows(); ++i) {
        const auto own = prepared_by_hand(table, table.others[i], 1.0, {});
        std::vector<std::pair<double, Index>> cosine;
        for (Index j = 0; j < 100; ++j) {
            double product = 0.0;
            for (int d = 0; d < 12; ++d) product += own[d] * static_cast<double>(table.rows(j, d));
            cosine.emplace_back(-product, j);
        }
        std::ranges::sort(cosine);
        double total = 0.0;
        Eigen::RowVector3d place = Eigen::RowVector3d::Zero();
        for (int j = 0; j < 5; ++j) {
            const double weight = std::exp(-cosine[j].first / 0.05);
            total += weight;
            place += weight * positions.row(cosine[j].second).cast<double>();
        }
        CHECK((placed.row(i).cast<double>() - place / total).norm() < 1e-3);
    }
}

TEST_CASE("placement: the same whatever the number of threads, and in pieces", "[map]") {
    const PlacementTable table = placement_table({});
    const PlacementSearch one = searched_by(table, 1), three = searched_by(table, 3);
    CHECK(one.neighbourhoods() == three.neighbourhoods());
    ThreadPool pool{1};
    PlacementSearch piece{table.all, table.others, table.other_counts, table.rows, table.done};
    CHECK(piece.found() == 0);
    REQUIRE(piece.step(pool));
    CHECK(piece.found() == 64);
    CHECK_FALSE(piece.finished());
    CHECK(piece.progress() == Approx(64.0 / 300));
    const Matrix positions = test::normal_matrix(100, 3, 7);
    const Matrix some =
        place_words(piece.neighbourhoods(), piece.words(), piece.found(), positions, 0.1F, pool);
    ThreadPool three_threads{3};
    const Matrix all = place_words(one.neighbourhoods(), one.words(), 300, positions, 0.1F, three_threads);
    CHECK(some == all.topRows(64));
}

namespace {

Neighbourhoods all_at_the_first(int words) {
    Neighbourhoods same{static_cast<std::size_t>(words), 1, 1};
    const int row = 0;
    const float weight = 1.0F;
    for (Index i = 0; i < words; ++i) same.set(i, &row, &weight);
    return same;
}

} // namespace

TEST_CASE("placement: neighbourhoods keep rows as they are, and weights to a 65,535th", "[map]") {
    const int row[] = {65'535, 0, 700};
    const int far_row[] = {65'536, 999'999, 2};
    const float weight[] = {0.7F, 0.2F, 0.1F};
    for (const bool many : {false, true}) {
        Neighbourhoods near{3, 3, many ? 1'000'000 : 65'536};
        near.set(1, many ? far_row : row, weight);
        float sum = 0.0F;
        for (int j = 0; j < 3; ++j) {
            CHECK(near.row(1, j) == (many ? far_row : row)[j]);
            CHECK(near.weight(1, j) == Approx(weight[j]).margin(1.0 / 65'535));
            CHECK((near.row(0, j) == 0 && near.row(2, j) == 0)); // nobody else's
            sum += near.weight(1, j);
        }
        CHECK(sum == Approx(1.0F).epsilon(1e-6));
    }
}

#ifdef WORDFIELD_COUNTS_MEMORY
TEST_CASE("placement: a neighbour takes four bytes on a map of up to 65,536 words", "[map]") {
    const double before = test::memory_in_use();
    const Neighbourhoods near{100'000, 5, 65'536};
    CHECK(test::memory_in_use() - before < 100'000 * 20.1);
    CHECK(near.k() == 5);
}
#endif

TEST_CASE("placement: words with the same neighbours lie beside each other, no farther than is said",
          "[map]") {
    const std::vector<TokenId> words{10, 11, 12, 5000};
    const Neighbourhoods same = all_at_the_first(4);
    ThreadPool pool{1};
    for (const bool solid : {false, true}) {
        Matrix positions(2, 3);
        positions << 0.5F, -1.0F, solid ? 2.0F : 0.0F, 0, 0, 0;
        const Matrix placed = place_words(same, words, 4, positions, 0.25F, pool);
        for (Index i = 0; i < 4; ++i) {
            CHECK((placed.row(i) - positions.row(0)).norm() <= 0.2501F);
            CHECK((placed(i, 2) == positions(0, 2)) == !solid);
            for (Index j = 0; j < i; ++j) CHECK((placed.row(i) - placed.row(j)).norm() > 1e-3F);
        }
    }
}

TEST_CASE("placement: words fill the disc around their place evenly", "[map]") {
    constexpr int count = 4000;
    std::vector<TokenId> words(count);
    std::iota(words.begin(), words.end(), 0);
    const Neighbourhoods same = all_at_the_first(count);
    ThreadPool pool{1};
    const Matrix placed = place_words(same, words, count, Matrix::Zero(1, 3), 1.0F, pool);
    int inner = 0, right = 0;
    for (Index i = 0; i < count; ++i) {
        inner += placed.row(i).norm() < 0.5F ? 1 : 0; // a quarter of the area
        right += placed(i, 0) > 0.0F ? 1 : 0;
    }
    CHECK(inner == Approx(count / 4).margin(110)); // 4 standard deviations
    CHECK(right == Approx(count / 2).margin(127));
}

TEST_CASE("placement: a map of fewer than five words has as many neighbours as it has words", "[map]") {
    PlacementTable table = placement_table({});
    table.mapped.resize(2);
    table.mapped_counts.resize(2);
    table.rows = prepare_rows(*table.all, table.mapped, table.mapped_counts, {}, &table.done);
    const PlacementSearch search = searched_by(table, 2);
    const Neighbourhoods& near = search.neighbourhoods();
    REQUIRE(near.k() == 2);
    for (Index i = 0; i < std::ssize(table.others); ++i) {
        CHECK(near.row(i, 0) + near.row(i, 1) == 1);
        CHECK(near.weight(i, 0) + near.weight(i, 1) == Approx(1.0F));
    }
}
