// SPDX-License-Identifier: MIT
#include "model/map/purity.hpp"

#include "model/core/thread_pool.hpp"
#include "model/geometry/neighbours.hpp"
#include "tests/model/map/clouds.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <cmath>

using namespace wordfield;

namespace {

// The definition, word by word, by sorting cosines.
double slow_purity(const Matrix& embedding, const std::vector<int>& category) {
    std::vector<Index> words;
    for (std::size_t i = 0; i < category.size(); ++i)
        if (category[i] >= 0) words.push_back(static_cast<Index>(i));
    Eigen::RowVectorXd mean = Eigen::RowVectorXd::Zero(embedding.cols());
    for (const Index w : words) mean += embedding.row(w).cast<double>() / static_cast<double>(words.size());
    const auto centred = [&](Index w) { return Eigen::RowVectorXd(embedding.row(w).cast<double>() - mean); };
    double sum = 0.0;
    int asked = 0;
    for (const Index w : words) {
        const int own = category[w];
        const auto size = std::count(category.begin(), category.end(), own);
        if (size < 2) continue;
        std::vector<std::pair<double, Index>> order;
        for (const Index v : words)
            if (v != w)
                order.emplace_back(-centred(w).dot(centred(v)) / (centred(w).norm() * centred(v).norm()), v);
        std::sort(order.begin(), order.end());
        const auto k = static_cast<std::size_t>(std::min<std::ptrdiff_t>(10, size - 1));
        double fellows = 0;
        for (std::size_t i = 0; i < k; ++i) fellows += category[order[i].second] == own ? 1 : 0;
        sum += fellows / static_cast<double>(k);
        ++asked;
    }
    return sum / asked;
}

} // namespace

TEST_CASE("purity agrees with its definition", "[geometry]") {
    ThreadPool pool{2};
    auto [rows, category] = test::gaussian_clusters(150, 12, 7, 1.3F, 4);
    for (std::size_t i = 0; i < category.size(); i += 9) category[i] = -1; // unlabelled words take no part
    category[5] = 7;                                                       // a category of one
    const Purity purity = embedding_purity(rows, category, 8, pool);
    CHECK(purity.overall == Approx(slow_purity(rows, category)).epsilon(1e-9));
    CHECK(purity.overall > 2.0 * purity.chance);
    CHECK(std::isnan(purity.per_category[7]));
    double weighted = 0.0;
    for (int c = 0; c < 7; ++c)
        weighted +=
            purity.per_category[c] * static_cast<double>(std::count(category.begin(), category.end(), c));
    CHECK(weighted / static_cast<double>(purity.words) == Approx(purity.overall));
    // All squares about the mean are those within the categories and those between them.
    double squares = 0.0;
    for (std::size_t c = 0; c < 7; ++c) {
        const auto n = static_cast<double>(std::count(category.begin(), category.end(), static_cast<int>(c)));
        squares += n * (n - 1.0) * std::pow(purity.category_error[c], 2) +
                   n * std::pow(purity.per_category[c] - purity.overall, 2);
    }
    const auto n = static_cast<double>(purity.words);
    CHECK(purity.error == Approx(std::sqrt(squares / n / (n - 1.0))));
    CHECK(purity.error > 0.0);
    CHECK(purity.category_error[7] == 0.0);
}

TEST_CASE("purity of noise is its chance, which is exact", "[geometry]") {
    ThreadPool pool{1};
    const Index n = 2000;
    std::vector<int> category(static_cast<std::size_t>(n), 1); // one category of 100 words, one of the rest
    std::fill_n(category.begin(), 100, 0);
    const Purity purity = embedding_purity(test::normal_matrix(n, 16, 6), category, 2, pool);
    CHECK(purity.chance == Approx((100.0 * 99.0 + 1900.0 * 1899.0) / (2000.0 * 1999.0)));
    CHECK(purity.overall == Approx(purity.chance).margin(0.01));
}

TEST_CASE("purity of separated clusters is one, and of no words zero", "[geometry]") {
    ThreadPool pool{1};
    const auto [rows, category] = test::gaussian_clusters(60, 8, 4, 0.01F, 7);
    CHECK(neighbour_purity(rows, category, 4, pool).overall == 1.0);
    const std::vector<int> unlabelled(60, -1);
    CHECK(neighbour_purity(rows, unlabelled, 4, pool).words == 0);
}

TEST_CASE("purity of very many words is asked of a sample", "[geometry]") {
    ThreadPool pool{2};
    const auto [rows, category] = test::gaussian_clusters(9000, 3, 5, 0.5F, 2);
    const Purity some = neighbour_purity(rows, category, 5, pool);
    CHECK(some.words == 4000);
    const NeighbourGraph graph = nearest_neighbours(rows, 10, pool);
    double fellows = 0.0;
    for (Index i = 0; i < 9000; ++i)
        for (const int j : graph.neighbours(i)) fellows += category[i] == category[j] ? 0.1 : 0.0;
    CHECK(some.overall == Approx(fellows / 9000.0).margin(0.02));
}
