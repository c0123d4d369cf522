// SPDX-License-Identifier: MIT
// Numeric slopes: does a backward pass agree with what a small change does to the forward pass? In double, so
// that the tolerance can be tight.
#pragma once

#include "model/core/rng.hpp"
#include "tests/support/catch.hpp"

#include <span>
#include <vector>

namespace wordfield::test {

inline std::vector<double> random_values(std::size_t n, Pcg32& rng, double spread = 1.0) {
    std::vector<double> values(n);
    for (double& value : values) value = spread * static_cast<double>(rng.normal());
    return values;
}

inline double dot(std::span<const double> a, std::span<const double> b) {
    double sum = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
    return sum;
}

/// Central difference of `loss()` as x[i] moves.
template <class Loss>
double numeric_slope(const Loss& loss, double& x, double h = 1e-5) {
    const double at = x;
    x = at + h;
    const double above = loss();
    x = at - h;
    const double below = loss();
    x = at;
    return (above - below) / (2.0 * h);
}

/// Every slope of `loss` with respect to x against `gradient`, to 1e-6 of the largest slope or of 1.
template <class Loss>
void check_gradient(const Loss& loss, std::span<double> x, std::span<const double> gradient) {
    REQUIRE(x.size() == gradient.size());
    for (std::size_t i = 0; i < x.size(); ++i) {
        INFO("element " << i);
        const double slope = numeric_slope(loss, x[i]);
        REQUIRE(gradient[i] == Approx(slope).margin(1e-7).epsilon(1e-5));
    }
}

} // namespace wordfield::test
