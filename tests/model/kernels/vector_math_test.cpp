// SPDX-License-Identifier: MIT
#include "model/kernels/vector_math.hpp"

#include "tests/support/catch.hpp"

#include <algorithm>
#include <limits>
#include <vector>

using namespace wordfield;
namespace simd = wordfield::WORDFIELD_ISA::simd;

namespace {

float exp_of(float x) {
    return simd::exp(simd::broadcast(x))[0];
}

} // namespace

TEST_CASE("exp: within 2e-7 of the exact value over the whole range", "[model]") {
    double worst = 0.0;
    for (int i = -87000; i <= 87990; ++i) {
        const float x = static_cast<float>(i) * 1e-3F;
        const double exact = std::exp(static_cast<double>(x));
        worst = std::max(worst, std::abs(static_cast<double>(exp_of(x)) - exact) / exact);
    }
    CHECK(worst < 2e-7);
}

TEST_CASE("exp: the ends of the range", "[model]") {
    CHECK(exp_of(0.0F) == 1.0F);
    CHECK(exp_of(-1e30F) < 1e-37F);
    CHECK(exp_of(-std::numeric_limits<float>::infinity()) < 1e-37F);
    CHECK(std::isfinite(exp_of(1e30F)));
    CHECK(std::isnan(exp_of(std::numeric_limits<float>::quiet_NaN())));
}

TEST_CASE("for_each_vector: reaches every element once and nothing else", "[model]") {
    for (std::ptrdiff_t n = 0; n < 70; ++n) {
        std::vector<float> values(80, 1.0F);
        simd::for_each_vector<float>(
            n, [&](auto load, auto store) { store(values.data(), load(values.data()) + 1.0F); });
        CHECK(std::ranges::count(values, 2.0F) == n);
        CHECK(std::ranges::all_of(values.begin() + n, values.end(), [](float v) { return v == 1.0F; }));
    }
}
