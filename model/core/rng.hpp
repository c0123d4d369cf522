// SPDX-License-Identifier: MIT
// The source of chance. PCG32 (O'Neill 2014, "PCG: A Family of Simple Fast Space-Efficient Statistically Good
// Algorithms for Random Number Generation", the XSH-RR variant) with distributions of our own, because those
// of the standard library differ between implementations: a seed means the same numbers everywhere.
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <numbers>

namespace wordfield::inline core {

class Pcg32 {
public:
    /// All that has to be saved to go on with the same numbers later.
    struct State {
        std::uint64_t state = 0;
        std::uint64_t increment = 1;
        bool operator==(const State&) const = default;
    };

    /// Generators with the same seed and different streams give independent numbers.
    explicit Pcg32(std::uint64_t seed, std::uint64_t stream = 0) : s_{0, (stream << 1) | 1} {
        next();
        s_.state += seed;
        next();
    }
    explicit Pcg32(const State& state) : s_{state} {}

    [[nodiscard]] const State& state() const { return s_; }

    /// 32 uniform bits.
    std::uint32_t next() {
        const std::uint64_t old = s_.state;
        s_.state = old * 6364136223846793005ULL + s_.increment;
        const auto shifted = static_cast<std::uint32_t>(((old >> 18U) ^ old) >> 27U);
        return std::rotr(shifted, static_cast<int>(old >> 59U));
    }

    /// A whole number in [0, bound), without bias (Lemire 2019). bound must be positive.
    std::uint32_t below(std::uint32_t bound) {
        std::uint64_t product = std::uint64_t{next()} * bound;
        if (static_cast<std::uint32_t>(product) < bound) {
            const std::uint32_t threshold = (0U - bound) % bound;
            while (static_cast<std::uint32_t>(product) < threshold) product = std::uint64_t{next()} * bound;
        }
        return static_cast<std::uint32_t>(product >> 32U);
    }

    /// Uniform in [0, 1), a multiple of 2^-24.
    float uniform() { return static_cast<float>(next() >> 8U) * 0x1.0p-24F; }

    /// Uniform in [0, 1), a multiple of 2^-53.
    double uniform_double() {
        const std::uint64_t high = next() >> 5U;
        const std::uint64_t low = next() >> 6U;
        return static_cast<double>((high << 26U) | low) * 0x1.0p-53;
    }

    /// Standard normal (Box & Muller 1958). One of the pair is thrown away, so that the state is only the
    /// generator's.
    float normal() {
        const double radius = std::sqrt(-2.0 * std::log(1.0 - uniform_double()));
        return static_cast<float>(radius * std::cos(2.0 * std::numbers::pi * uniform_double()));
    }

private:
    State s_;
};

} // namespace wordfield::inline core
