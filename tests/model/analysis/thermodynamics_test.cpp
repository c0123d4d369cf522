// SPDX-License-Identifier: MIT
#include "model/analysis/thermodynamics.hpp"

#include "model/analysis/distribution.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/tiny_moment.hpp"

#include <cmath>

using namespace wordfield;

namespace {

RowVector some_logits() {
    RowVector logits(7);
    logits << 4.0F, 3.5F, 1.0F, 0.0F, -2.0F, 3.9F, -0.5F;
    return logits;
}

} // namespace

TEST_CASE("energy, entropy and free energy are the sums of their definitions", "[app][physics]") {
    const RowVector logits = some_logits();
    for (const double T : {0.3, 1.0, 4.0}) {
        double z = 0, energy = 0, square = 0, entropy = 0;
        for (const float logit : logits) z += std::exp(logit / T);
        for (const float logit : logits) {
            const double p = std::exp(logit / T) / z;
            energy += p * -logit;
            square += p * logit * logit;
            entropy -= p * std::log(p);
        }
        const Thermodynamics t = thermodynamics(logits, T);
        CHECK(t.log_z == Approx(std::log(z)));
        CHECK(t.mean_energy == Approx(energy));
        CHECK(t.entropy == Approx(entropy));
        CHECK(t.free_energy == Approx(energy - T * entropy));
        CHECK(t.free_energy == Approx(-T * std::log(z)));
        CHECK(t.heat_capacity == Approx((square - energy * energy) / (T * T)));
    }
}

TEST_CASE("the slope of the free energy is minus the entropy, that of the energy the heat capacity",
          "[app][physics]") {
    const RowVector logits = some_logits();
    constexpr double h = 1e-4;
    for (const double T : {0.2, 0.7, 1.0, 2.5, 5.0}) {
        const Thermodynamics below = thermodynamics(logits, T - h), above = thermodynamics(logits, T + h);
        const Thermodynamics here = thermodynamics(logits, T);
        CHECK((above.free_energy - below.free_energy) / (2 * h) == Approx(-here.entropy).epsilon(1e-5));
        CHECK((above.mean_energy - below.mean_energy) / (2 * h) == Approx(here.heat_capacity).epsilon(1e-5));
    }
}

TEST_CASE("cold picks the lowest energy, heat forgets, and huge logits do not overflow", "[app][physics]") {
    RowVector logits = some_logits() * 1000.0F;
    const Thermodynamics cold = thermodynamics(logits, 0.05);
    CHECK(cold.mean_energy == Approx(-4000));
    CHECK(cold.entropy == Approx(0).margin(1e-9));
    CHECK(thermodynamics(some_logits(), 1e6).entropy == Approx(std::log(7.0)));
    CHECK(std::isfinite(thermodynamics(logits, 1.0).free_energy));
}

TEST_CASE("the curve goes through the single values and agrees with the distribution", "[app][physics]") {
    const Trace trace = tiny_trace();
    const auto curve = thermodynamic_curve(trace.logits.row(1), 0.05, 5.0, 9);
    REQUIRE(curve.size() == 9);
    CHECK(curve.front().temperature == Approx(0.05));
    CHECK(curve.back().temperature == Approx(5.0));
    CHECK(curve[4].temperature == Approx(std::sqrt(0.05 * 5.0)));
    for (const Thermodynamics& t : curve)
        CHECK(t.entropy == Approx(distribution_at(trace, 1, t.temperature).entropy).margin(1e-12));
}
