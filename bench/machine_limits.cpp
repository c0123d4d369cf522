// SPDX-License-Identifier: MIT
#include "bench/machine_limits.hpp"

#include "model/core/simd.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstring>
#include <vector>

namespace wordfield::bench {
namespace {

using simd::Vec;

double seconds_since(std::chrono::steady_clock::time_point begin) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

// Keeps the compiler from working it out beforehand, and from leaving it away.
template <class T>
void keep(T& value) {
    asm volatile("" : "+m"(value) : : "memory");
}

} // namespace

double fma_peak_gflops() {
    constexpr int chains = simd::registers == 32 ? 16 : 12;
    constexpr int turns = 200'000;
    Vec<float> factor = simd::broadcast(0.999F), term = simd::broadcast(1e-3F);
    keep(factor), keep(term);
    double best = 0.0;
    for (int trial = 0; trial < 20; ++trial) {
        Vec<float> chain[chains];
        for (int i = 0; i < chains; ++i) chain[i] = simd::broadcast(static_cast<float>(i));
        const auto begin = std::chrono::steady_clock::now();
        for (int turn = 0; turn < turns; ++turn)
#pragma GCC unroll 16
            for (int i = 0; i < chains; ++i) chain[i] = chain[i] * factor + term;
        const double seconds = seconds_since(begin);
        for (auto& end : chain) keep(end);
        best = std::max(best, 2e-9 * simd::lanes<float> * chains * turns / seconds);
    }
    return best;
}

double copy_gigabytes(double bytes) {
    const auto n = static_cast<std::size_t>(std::max(bytes / 2, 256.0));
    std::vector<std::byte> from(n, std::byte{1}), to(n);
    const auto turns = std::max<std::size_t>(1, (std::size_t{64} << 20U) / n);
    double best = 0.0;
    for (int trial = 0; trial < 8; ++trial) {
        const auto begin = std::chrono::steady_clock::now();
        for (std::size_t turn = 0; turn < turns; ++turn) {
            std::memcpy(to.data(), from.data(), n);
            keep(to[0]);
        }
        best = std::max(best, 2e-9 * static_cast<double>(n * turns) / seconds_since(begin));
    }
    return best;
}

} // namespace wordfield::bench
