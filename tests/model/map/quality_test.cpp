// SPDX-License-Identifier: MIT
#include "model/map/quality.hpp"

#include "model/core/running_mean.hpp"
#include "model/core/thread_pool.hpp"
#include "tests/model/map/clouds.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <set>

using namespace wordfield;

namespace {

struct Reference {
    int k;
    double trustworthiness, continuity;
};
constexpr Reference references[] = {
#include "tests/model/map/reference/trust_reference.inc"
};

// The cloud of reference/make_trust.py, exact in single precision.
Matrix reference_cloud() {
    Matrix rows(180, 12);
    for (std::int64_t i = 0; i < 180; ++i)
        for (std::int64_t j = 0; j < 12; ++j) {
            const std::int64_t cube = (i + 1) * (i + 1) * (i + 1);
            const std::int64_t whole =
                (cube * 7919 * (j + 3) * (j + 3) + (i % 6) * 40009 * (j + 1)) % 1048573;
            rows(i, j) =
                static_cast<float>(static_cast<double>(whole) / 1048576.0) + (i % 6 == j % 6 ? 1.0F : 0.0F);
        }
    return rows;
}

std::set<Index> nearest(const Matrix& points, Index row, int k) {
    std::vector<std::pair<double, Index>> order;
    for (Index j = 0; j < points.rows(); ++j)
        if (j != row) order.emplace_back((points.row(j) - points.row(row)).cast<double>().norm(), j);
    std::sort(order.begin(), order.end());
    std::set<Index> result;
    for (int i = 0; i < k; ++i) result.insert(order[i].second);
    return result;
}

} // namespace

TEST_CASE("trustworthiness and continuity are scikit-learn's", "[geometry]") {
    ThreadPool pool{2};
    const Matrix rows = reference_cloud();
    const Matrix flat = rows.leftCols(2);
    for (const Reference& reference : references) {
        const MapTrust trust = map_trust(rows, flat, pool, {.k = reference.k});
        CHECK(trust.trustworthiness == Approx(reference.trustworthiness).margin(1e-6));
        CHECK(trust.continuity == Approx(reference.continuity).margin(1e-6));
    }
}

TEST_CASE("a faithful map is trusted entirely, at any size", "[geometry]") {
    ThreadPool pool{1};
    const Matrix rows = test::normal_matrix(70, 3, 2);
    const MapTrust same = map_trust(rows, 2.0F * rows, pool);
    CHECK(same.trustworthiness == 1.0);
    CHECK(same.continuity == 1.0);
    CHECK(same.kept == 1.0);
    for (const Index n : {0, 1, 2, 3, 5, 12}) {
        const MapTrust few = map_trust(rows.topRows(n), rows.topRows(n), pool);
        CHECK(few.trustworthiness == 1.0);
    }
}

TEST_CASE("kept neighbourhoods: the mean of the single ones, and what was torn or made up", "[geometry]") {
    ThreadPool pool{2};
    const Matrix rows = reference_cloud();
    const Matrix flat = rows.leftCols(2);
    const MapTrust trust = map_trust(rows, flat, pool);
    REQUIRE(trust.rows.size() == 180);
    double sum = 0.0;
    for (Index i = 0; i < 180; ++i) {
        const Neighbourhood one = compare_neighbourhood(rows, flat, i);
        const std::set<Index> space = nearest(rows, i, 10);
        const std::set<Index> map = nearest(flat, i, 10);
        CHECK(one.kept.size() ==
              static_cast<std::size_t>(
                  std::count_if(space.begin(), space.end(), [&](Index j) { return map.count(j) != 0; })));
        for (const Index j : one.missing) CHECK((space.count(j) == 1 && map.count(j) == 0));
        for (const Index j : one.false_) CHECK((space.count(j) == 0 && map.count(j) == 1));
        CHECK(one.kept.size() + one.missing.size() == 10);
        CHECK(one.missing.size() == one.false_.size());
        CHECK(trust.kept_each[i] == Approx(static_cast<double>(one.kept.size()) / 10.0));
        sum += static_cast<double>(one.kept.size()) / 10.0;
    }
    CHECK(trust.kept == Approx(sum / 180.0).epsilon(1e-6));
    double squares = 0.0;
    for (const float share : trust.kept_each) squares += std::pow(static_cast<double>(share) - trust.kept, 2);
    CHECK(trust.kept_error == Approx(std::sqrt(squares / 179.0 / 180.0)).epsilon(1e-4));
}

TEST_CASE("errors of a map's figures are those that samples of its rows have", "[geometry]") {
    ThreadPool pool{2};
    const auto [rows, of] = test::gaussian_clusters(900, 10, 6, 0.7F, 5);
    RunningMean trust, trust_error, continuity, continuity_error;
    constexpr int draws = 60;
    for (int draw = 0; draw < draws; ++draw) { // another order is another sample
        std::vector<Index> order(900);
        std::iota(order.begin(), order.end(), Index{0});
        std::shuffle(order.begin(), order.end(), std::mt19937{static_cast<unsigned>(draw)});
        const Matrix mixed = rows(order, Eigen::all);
        const MapTrust some = map_trust(mixed, mixed.leftCols(2), pool, {.sample = 90});
        trust.add(some.trustworthiness);
        trust_error.add(some.trustworthiness_error);
        continuity.add(some.continuity);
        continuity_error.add(some.continuity_error);
    }
    const double spread =
        std::sqrt(draws / 0.9); // with a tenth of all rows in each, samples differ a little less
    CHECK(trust_error.mean() == Approx(trust.error() * spread).epsilon(0.3));
    CHECK(continuity_error.mean() == Approx(continuity.error() * spread).epsilon(0.3));
}

TEST_CASE("a sample of the rows estimates what all of them give", "[geometry]") {
    ThreadPool pool{2};
    const auto [rows, of] = test::gaussian_clusters(900, 10, 6, 0.7F, 5);
    const Matrix flat = rows.leftCols(2);
    const MapTrust all = map_trust(rows, flat, pool);
    const MapTrust some = map_trust(rows, flat, pool, {.sample = 300});
    CHECK(some.rows.size() == 300);
    CHECK(some.trustworthiness == Approx(all.trustworthiness).margin(0.02));
    CHECK(some.trustworthiness != all.trustworthiness);
}
