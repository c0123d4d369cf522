// SPDX-License-Identifier: MIT
// Purity by sense, counted by hand.
#include "model/context/sense_purity.hpp"

#include "model/core/rng.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <cmath>

using namespace wordfield;

namespace {

// Two words with two senses each, and one with a single one.
Occurrences places() {
    Occurrences all;
    all.senses = {{5, "one"}, {5, "two"}, {8, "one"}, {8, "two"}, {9, "alone"}};
    for (int i = 0; i < 60; ++i) {
        const int sense = i % 6 == 0    ? 0
                          : i % 6 == 1  ? 1
                          : i % 6 == 2  ? 2
                          : i % 12 == 3 ? 3
                          : i % 6 == 4  ? 4
                                        : -1;
        all.sense.push_back(sense);
        all.token.push_back(sense < 0 ? 1 : all.senses[static_cast<std::size_t>(sense)].word);
        all.next.push_back(1);
    }
    all.first = {0, 60};
    all.passages = {{0, 60}};
    return all;
}

Matrix noise(int n, std::uint64_t seed) {
    Pcg32 rng{seed};
    Matrix rows(n, 3);
    for (Index i = 0; i < n; ++i)
        for (Index c = 0; c < 3; ++c) rows(i, c) = rng.normal() + 5.0F;
    return rows;
}

// By the definition: of the nearest of the same word, how many have the sense.
double purity_by_hand(const Matrix& rows, const std::vector<int>& at, const std::vector<int>& sense, int k) {
    Eigen::RowVector3d mean = Eigen::RowVector3d::Zero();
    for (const int i : at) mean += rows.row(i).cast<double>() / static_cast<double>(at.size());
    double share = 0;
    for (std::size_t a = 0; a < at.size(); ++a) {
        std::vector<std::pair<double, int>> order;
        const Eigen::RowVector3d x = rows.row(at[a]).cast<double>() - mean;
        for (std::size_t b = 0; b < at.size(); ++b) {
            if (a == b) continue;
            const Eigen::RowVector3d y = rows.row(at[b]).cast<double>() - mean;
            order.emplace_back(-x.dot(y) / x.norm() / y.norm(), sense[b]);
        }
        std::sort(order.begin(), order.end());
        int same = 0;
        for (int j = 0; j < k; ++j) same += order[static_cast<std::size_t>(j)].second == sense[a] ? 1 : 0;
        share += static_cast<double>(same) / k / static_cast<double>(at.size());
    }
    return share;
}

} // namespace

TEST_CASE("sense purity: word by word and stage by stage", "[model][context]") {
    const Occurrences all = places();
    const Matrix mixed = noise(60, 4);
    Matrix parted = mixed;
    for (Index i = 0; i < 60; ++i)
        if (all.sense[static_cast<std::size_t>(i)] == 1 || all.sense[static_cast<std::size_t>(i)] == 3)
            parted.row(i).array() *= -1.0F;
    const auto found = sense_purity(all, {&mixed, &parted});
    REQUIRE(found.size() == 2);
    CHECK(found[0].word == 5);
    CHECK(found[1].word == 8);
    CHECK(found[0].occurrences == std::vector<int>{10, 10});
    CHECK(found[1].occurrences == std::vector<int>{5, 5}); // ten of the one sense, five of the other
    std::vector<int> at, sense;
    for (int i = 0; i < 60; i += 6) at.push_back(i), sense.push_back(0);
    for (int i = 1; i < 60; i += 6) at.push_back(i), sense.push_back(1);
    CHECK(found[0].purity[0] == Approx(purity_by_hand(mixed, at, sense, 9)).epsilon(1e-6));
    CHECK(found[0].purity[1] == 1.0);
    CHECK(found[1].purity[1] == 1.0);
    CHECK(found[0].purity[0] < 0.7);
    CHECK(found[0].chance == Approx(9.0 / 19.0));
    CHECK(found[1].chance == Approx(4.0 / 9.0));
    CHECK(found[0].error[0] > 0);
    at.clear(), sense.clear();
    for (int i = 0; i < 10; i += 2) at.push_back(2 + 6 * i), sense.push_back(0);
    for (int i = 3; i < 60; i += 12) at.push_back(i), sense.push_back(1);
    CHECK(found[1].purity[0] == Approx(purity_by_hand(mixed, at, sense, 4)).epsilon(1e-6));

    const SensePurity mean = mean_purity(found);
    CHECK(mean.purity[0] == Approx((found[0].purity[0] + found[1].purity[0]) / 2));
    CHECK(mean.error[0] == Approx(std::hypot(found[0].error[0], found[1].error[0]) / 2));
    CHECK(mean.chance == Approx((9.0 / 19.0 + 4.0 / 9.0) / 2));
    CHECK(mean.occurrences == std::vector<int>{15, 15});
    CHECK(sense_purity(all, {&mixed}, 6).size() == 1);
    Occurrences half = all; // of the first word only some are told
    half.told.assign(60, true);
    for (int i = 30; i < 60; ++i) half.told[static_cast<std::size_t>(i)] = false;
    const auto told = sense_purity(half, {&parted}, 4, true);
    REQUIRE(told.size() == 1); // two or three of the second word
    CHECK(told[0].occurrences == std::vector<int>{5, 5});
    CHECK(told[0].chance == Approx(4.0 / 9.0));
    CHECK(mean_purity({}).purity.empty());
}
