// SPDX-License-Identifier: MIT
#include "model/map/preprocess.hpp"

#include "tests/model/map/clouds.hpp"
#include "tests/support/catch.hpp"

#include <cmath>
#include <limits>
#include <numeric>

using namespace wordfield;

namespace {

// n rows whose dimension 0 is log(count) and whose others are noise of deviation `noise`; the counts are 1,
// 2, 3 ...
Matrix rows_along_frequency(const std::vector<std::int64_t>& counts, float noise) {
    Matrix rows = noise * test::normal_matrix(static_cast<Index>(counts.size()), 8, 5);
    for (Index i = 0; i < rows.rows(); ++i) rows(i, 0) += std::log(static_cast<float>(counts[i]));
    return rows;
}

std::vector<TokenId> all_ids(std::size_t n) {
    std::vector<TokenId> ids(n);
    std::iota(ids.begin(), ids.end(), 0);
    return ids;
}

} // namespace

TEST_CASE("prepared rows are the chosen ones, centred, of length one", "[geometry]") {
    Matrix embedding(4, 2);
    embedding << 1, 0, 100, 100, 3, 0, 2, 2;
    const std::vector<TokenId> ids{0, 2, 3};
    const Matrix rows = prepare_rows(embedding, ids, {});
    REQUIRE(rows.rows() == 3);
    // The mean of the three is (2, 2/3).
    const float first = std::hypot(1.0F, 2.0F / 3.0F);
    CHECK(rows(0, 0) == Approx(-1.0F / first));
    CHECK(rows(0, 1) == Approx(-2.0F / 3.0F / first));
    CHECK(rows(2, 0) == Approx(0.0F).margin(1e-6));
    CHECK(rows(2, 1) == Approx(1.0F));
}

TEST_CASE("a row of zeros stays finite", "[geometry]") {
    const Matrix embedding = Matrix::Zero(3, 4);
    const std::vector<TokenId> ids{0, 1, 2};
    CHECK(prepare_rows(embedding, ids, {}).allFinite());
    CHECK(prepare_rows(embedding, {}, {}).rows() == 0);
}

TEST_CASE("rows of a model that has run away are taken as zeros", "[geometry]") {
    Matrix embedding = test::normal_matrix(5, 4, 1);
    embedding(1, 2) = std::numeric_limits<float>::quiet_NaN();
    embedding(3, 0) = std::numeric_limits<float>::infinity();
    embedding.row(4).setConstant(3e38F);
    const Matrix rows = prepare_rows(embedding, all_ids(5), {});
    CHECK(rows.allFinite());
    CHECK(rows.row(1) == rows.row(3));
}

TEST_CASE("the frequency direction is found and taken away", "[geometry]") {
    std::vector<std::int64_t> counts(200);
    std::iota(counts.begin(), counts.end(), 1);
    const Matrix embedding = rows_along_frequency(counts, 0.2F);
    const std::vector<TokenId> ids = all_ids(counts.size());
    CHECK(frequency_correlation(prepare_rows(embedding, ids, counts), counts) > 0.9F);
    const Matrix without = prepare_rows(embedding, ids, counts, {.remove_frequency = 1.0F});
    CHECK(frequency_correlation(without, counts) < 0.3F);
    // A share in between lies in between, so that it can be eased in.
    const Matrix half = prepare_rows(embedding, ids, counts, {.remove_frequency = 0.5F});
    const Matrix full = prepare_rows(embedding, ids, counts);
    CHECK((half - full).norm() < (without - full).norm());
    CHECK((half - full).norm() > 0.0F);
}

TEST_CASE("rank correlation: monotone, reversed, tied and constant lists", "[geometry]") {
    const std::vector<float> a{1, 2, 3, 4, 5};
    const std::vector<float> squares{1, 4, 9, 16, 25};
    const std::vector<float> reversed{5, 4, 3, 2, 1};
    const std::vector<float> constant{2, 2, 2, 2, 2};
    const std::vector<float> tied{1, 1, 2, 2, 3};
    CHECK(rank_correlation(a, squares) == Approx(1.0F));
    CHECK(rank_correlation(a, reversed) == Approx(-1.0F));
    CHECK(rank_correlation(a, constant) == 0.0F);
    CHECK(rank_correlation(a, tied) == Approx(0.9486833F)); // Pearson's of 0 1 2 3 4 and .5 .5 2.5 2.5 4
}
