// SPDX-License-Identifier: MIT
#include "model/nn/layers.hpp"

#include "tests/support/gradient_check.hpp"

#include <array>
#include <cmath>

using namespace wordfield;
using test::check_gradient;
using test::dot;
using test::random_values;

TEST_CASE("embedding: backward agrees with the numeric slope", "[model][gradient]") {
    constexpr Index V = 5, C = 3, T = 4;
    Pcg32 rng{1};
    const std::array<TokenId, 8> ids{0, 2, 2, 4, 1, 2, 0, 3};
    auto table = random_values(V * C, rng), positions = random_values(T * C, rng);
    const auto dy = random_values(ids.size() * C, rng);
    std::vector<double> x(ids.size() * C), d_table(V * C), d_positions(T * C);
    const auto loss = [&] {
        embed_forward<double>(x.data(), table.data(), positions.data(), ids, T, C);
        return dot(x, dy);
    };
    embed_backward<double>(d_table.data(), d_positions.data(), dy.data(), ids, T, C);
    check_gradient(loss, table, d_table);
    check_gradient(loss, positions, d_positions);
}

TEST_CASE("layer norm: rows get mean 0 and deviation 1 before gain and bias", "[model]") {
    constexpr Index R = 3, C = 21;
    Pcg32 rng{2};
    const auto x = random_values(R * C, rng, 5.0);
    const std::vector<double> gain(C, 1.0), bias(C, 0.0);
    std::vector<double> y(R * C), stats(2 * R);
    norm_forward<double>(y.data(), {stats.data(), stats.data() + R}, x.data(), gain.data(), bias.data(), R, C,
                         1e-5);
    for (std::size_t r = 0; r < R; ++r) {
        double sum = 0.0, squares = 0.0;
        for (std::size_t c = 0; c < C; ++c) sum += y[r * C + c], squares += y[r * C + c] * y[r * C + c];
        CHECK(sum == Approx(0.0).margin(1e-12));
        CHECK(squares / C == Approx(1.0).epsilon(1e-5));
    }
}

TEST_CASE("layer norm: backward agrees with the numeric slope", "[model][gradient]") {
    for (const Index C : {3, 8, 19}) { // shorter than a vector, whole vectors, vectors and a rest
        constexpr Index R = 4;
        const auto n = static_cast<std::size_t>(R * C);
        Pcg32 rng{3};
        auto x = random_values(n, rng), gain = random_values(n / R, rng), bias = random_values(n / R, rng);
        const auto dy = random_values(n, rng);
        std::vector<double> y(n), stats(2 * R), dx(n, 1.0), d_gain(n / R), d_bias(n / R);
        const NormStats<double> s{stats.data(), stats.data() + R};
        const auto loss = [&] {
            norm_forward(y.data(), s, x.data(), gain.data(), bias.data(), R, C, 1e-5);
            return dot(y, dy);
        };
        loss();
        norm_backward(dx.data(), d_gain.data(), d_bias.data(), dy.data(), x.data(), s, gain.data(), R, C);
        for (double& d : dx) d -= 1.0; // it is added to what was there
        check_gradient(loss, x, dx);
        check_gradient(loss, gain, d_gain);
        check_gradient(loss, bias, d_bias);
    }
}

TEST_CASE("GELU: the tanh form, and its slope", "[model][gradient]") {
    Pcg32 rng{4};
    auto x = random_values(37, rng, 2.0);
    const auto dy = random_values(x.size(), rng);
    std::vector<double> y(x.size()), slope;
    const auto loss = [&] {
        slope = x;
        gelu_forward(y.data(), slope.data(), static_cast<Index>(x.size()));
        return dot(y, dy);
    };
    loss();
    for (std::size_t i = 0; i < x.size(); ++i) {
        const double inner = std::sqrt(2.0 / 3.14159265358979) * (x[i] + 0.044715 * x[i] * x[i] * x[i]);
        CHECK(y[i] == Approx(0.5 * x[i] * (1.0 + std::tanh(inner))).epsilon(1e-9));
    }
    auto dx = dy;
    gelu_backward(dx.data(), slope.data(), static_cast<Index>(x.size()));
    check_gradient(loss, x, dx);
}

TEST_CASE("softmax cross-entropy: the loss by hand, and backward against the numeric slope",
          "[model][gradient]") {
    constexpr Index V = 11;
    const std::array<TokenId, 3> targets{0, 10, 4};
    Pcg32 rng{5};
    auto logits = random_values(V * targets.size(), rng, 3.0);
    const auto loss = [&] {
        auto copy = logits;
        return cross_entropy<double>(copy.data(), targets, V, 0.0);
    };
    double by_hand = 0.0;
    for (std::size_t r = 0; r < targets.size(); ++r) {
        double total = 0.0;
        for (std::size_t v = 0; v < V; ++v) total += std::exp(logits[r * V + v]);
        by_hand -= std::log(std::exp(logits[r * V + static_cast<std::size_t>(targets[r])]) / total);
    }
    CHECK(loss() == Approx(by_hand).epsilon(1e-12));
    auto gradient = logits;
    CHECK(cross_entropy<double>(gradient.data(), targets, V, 1.0) == Approx(by_hand).epsilon(1e-12));
    check_gradient(loss, logits, gradient);
}

TEST_CASE("softmax cross-entropy: huge logits neither overflow nor lose the loss", "[model]") {
    std::vector<float> logits{1e4F, 0.0F, -1e4F};
    const std::array<TokenId, 1> target{1};
    CHECK(cross_entropy<float>(logits.data(), target, 3, 1.0F) == Approx(1e4));
    CHECK(logits[0] == Approx(1.0F));
    CHECK(logits[1] == Approx(-1.0F));
}

TEST_CASE("column sums are added up", "[model]") {
    std::vector<double> sums{1.0, 2.0};
    const std::vector<double> rows{1.0, 10.0, 2.0, 20.0, 3.0, 30.0};
    add_column_sums(sums.data(), rows.data(), 3, 2);
    CHECK(sums == std::vector<double>{7.0, 62.0});
}
