// SPDX-License-Identifier: MIT
#include "model/geometry/pull.hpp"

#include "model/core/rng.hpp"
#include "model/geometry/mean_row.hpp"
#include "tests/support/catch.hpp"

#include <cmath>

using namespace wordfield;

TEST_CASE("pulls are compared after the common drift is taken out", "[model]") {
    Matrix gradient(4, 2);
    gradient << 1, 0, 1, 0.5, -1, 0, 0, -2;
    const Matrix drifting = gradient.rowwise() + RowVector{{30, -7}};
    const Pull still = pull_of(gradient, mean_row(gradient), 0, 3);
    const Pull moved = pull_of(drifting, mean_row(drifting), 0, 3);
    for (Index i = 0; i < 4; ++i) CHECK(still.cosine[i] == Approx(moved.cosine[i]).margin(1e-4));
    CHECK(still.cosine[0] == Approx(1.0));
    CHECK(still.strongest.front() == 1);
}

TEST_CASE("the cosines are those of the centred gradients, computed one by one", "[model]") {
    Pcg32 rng{3};
    Matrix gradient(12, 5);
    for (float& g : gradient.reshaped<Eigen::RowMajor>()) g = rng.normal();
    const Pull pull = pull_of(gradient, mean_row(gradient), 4, 100);
    for (Index i = 0; i < 12; ++i) {
        double dot = 0, a = 0, b = 0;
        for (Index c = 0; c < 5; ++c) {
            double mean = 0;
            for (Index r = 0; r < 12; ++r) mean += static_cast<double>(gradient(r, c)) / 12;
            dot += (gradient(4, c) - mean) * (gradient(i, c) - mean);
            a += (gradient(4, c) - mean) * (gradient(4, c) - mean);
            b += (gradient(i, c) - mean) * (gradient(i, c) - mean);
        }
        CHECK(pull.cosine[i] == Approx(dot / std::sqrt(a * b)).margin(1e-5));
        if (i == 4) CHECK(pull.strength == Approx(std::sqrt(a)).epsilon(1e-5));
    }
    CHECK(pull.strongest.size() == 11);
}

TEST_CASE("a row that nothing pulls has no direction", "[model]") {
    const Pull pull = pull_of(Matrix::Zero(3, 2), RowVector::Zero(2), 1, 5);
    CHECK(pull.strength == 0.0F);
    CHECK(pull.cosine.isZero());
}

TEST_CASE("the agreement of odd and even steps tells a pull from noise", "[model]") {
    const Index words = 400, C = 64;
    Pcg32 rng{11};
    Matrix sure = Matrix::Zero(words, C), mean = sure, alternating = sure;
    for (Index i = 0; i < words / 2; ++i) // the first half of the words is drawn somewhere
        for (Index c = 0; c < C; ++c) sure(i, c) = rng.normal();
    Matrix odd = mean, even = mean; // the two halves on their own
    for (int t = 0; t < 80; ++t) {
        Matrix gradient = sure;
        for (Index i = 0; i < gradient.size(); ++i)
            gradient.data()[i] += 1.5F * rng.normal() + 3.0F; // all drift
        mean = 0.95F * mean + 0.05F * gradient;
        alternating = 0.95F * alternating + (t % 2 == 0 ? -0.05F : 0.05F) * gradient;
        odd *= 0.95F, even *= 0.95F;
        (t % 2 == 0 ? even : odd) += 0.05F * gradient;
    }
    const Eigen::VectorXf agreement = pull_agreement(mean, alternating);
    const float least = least_reliable(agreement);
    const Matrix a = odd.rowwise() - odd.colwise().mean(), b = even.rowwise() - even.colwise().mean();
    int pulled = 0, noise = 0;
    for (Index i = 0; i < words; ++i) {
        CHECK(agreement[i] ==
              Approx(a.row(i).dot(b.row(i)) / (a.row(i).norm() * b.row(i).norm())).margin(1e-3));
        (i < words / 2 ? pulled : noise) += agreement[i] >= least ? 1 : 0;
    }
    CHECK(pulled == words / 2);
    CHECK(noise <= 40); // a tenth of what is called reliable, give or take
    CHECK(pull_agreement(Matrix::Zero(3, 4), Matrix::Zero(3, 4)).isZero());
}

// Gradients of settled rows lie in few directions: their halves agree by large values of either sign.
TEST_CASE("what is more than noise is told by the rows below zero", "[model]") {
    Pcg32 rng{5};
    const auto noise_only = [&](int rows) {
        Eigen::VectorXf agreement(rows);
        for (float& a : agreement) a = std::clamp(0.45F * rng.normal(), -1.0F, 1.0F);
        return agreement;
    };
    int called = 0;
    for (int trial = 0; trial < 40; ++trial) called += std::isfinite(least_reliable(noise_only(300))) ? 1 : 0;
    CHECK(called <= 12); // nothing is called reliable, most of the time
    double false_share = 0.0;
    for (int trial = 0; trial < 40; ++trial) {
        Eigen::VectorXf agreement = noise_only(400);
        for (Index i = 0; i < 200; ++i) agreement[i] = 0.8F + 0.1F * static_cast<float>(rng.uniform());
        const float least = least_reliable(agreement);
        const auto at_or_above = [&](Index from, Index count) {
            return static_cast<double>((agreement.segment(from, count).array() >= least).count());
        };
        CHECK(at_or_above(0, 200) >= 150);
        false_share += at_or_above(200, 200) / std::max(1.0, at_or_above(0, 400)) / 40.0;
    }
    CHECK(false_share <= 0.1);
    CHECK(false_share > 0.0);
    CHECK(std::isinf(least_reliable(Eigen::VectorXf::Zero(5))));
    CHECK(std::isinf(least_reliable({})));
}
