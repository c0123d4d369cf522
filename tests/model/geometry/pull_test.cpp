// SPDX-License-Identifier: MIT
#include "model/geometry/pull.hpp"

#include "model/core/rng.hpp"
#include "tests/support/catch.hpp"

#include <cmath>

using namespace wordfield;

TEST_CASE("pulls are compared after the common drift is taken out", "[model]") {
    Matrix gradient(4, 2);
    gradient << 1, 0, 1, 0.5, -1, 0, 0, -2;
    const Matrix drifting = gradient.rowwise() + RowVector{{30, -7}};
    const Pull still = pull_of(gradient, 0, 3);
    const Pull moved = pull_of(drifting, 0, 3);
    for (Index i = 0; i < 4; ++i) CHECK(still.cosine[i] == Approx(moved.cosine[i]).margin(1e-4));
    CHECK(still.cosine[0] == Approx(1.0));
    CHECK(still.strongest.front() == 1);
}

TEST_CASE("the cosines are those of the centred gradients, computed one by one", "[model]") {
    Pcg32 rng{3};
    Matrix gradient(12, 5);
    for (float& g : gradient.reshaped<Eigen::RowMajor>()) g = rng.normal();
    const Pull pull = pull_of(gradient, 4, 100);
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
    const Pull pull = pull_of(Matrix::Zero(3, 2), 1, 5);
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
    const float chance = chance_agreement(C);
    CHECK(chance == Approx(0.25F));
    const Matrix a = odd.rowwise() - odd.colwise().mean(), b = even.rowwise() - even.colwise().mean();
    int pulled = 0, noise = 0;
    for (Index i = 0; i < words; ++i) {
        CHECK(agreement[i] ==
              Approx(a.row(i).dot(b.row(i)) / (a.row(i).norm() * b.row(i).norm())).margin(1e-3));
        (i < words / 2 ? pulled : noise) += agreement[i] > chance ? 1 : 0;
    }
    CHECK(pulled == words / 2);
    CHECK(noise <= 15); // of 200: two standard deviations leave 2.5 % above
    CHECK(pull_agreement(Matrix::Zero(3, 4), Matrix::Zero(3, 4)).isZero());
}
