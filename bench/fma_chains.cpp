// SPDX-License-Identifier: MIT
// Chains of fused multiply-adds that wait for nothing but themselves, for one instruction set
// (CMakeLists.txt).
#include "bench/fma_chains.hpp"

#include "model/kernels/simd.hpp"

namespace wordfield::WORDFIELD_ISA {

using simd::Vec;

// A multiplication and an addition in each lane of each chain; as many chains as hide the latency.
double fma_chains(long turns) {
    constexpr int chains = simd::registers == 32 ? 16 : 12;
    Vec<float> factor = simd::broadcast(0.999F), term = simd::broadcast(1e-3F);
    const auto keep = [](auto& value) { asm volatile("" : "+m"(value) : : "memory"); };
    keep(factor), keep(term); // or the compiler would work it out beforehand, or leave it away
    Vec<float> chain[chains];
    for (int i = 0; i < chains; ++i) chain[i] = simd::broadcast(static_cast<float>(i));
    for (long turn = 0; turn < turns; ++turn)
#pragma GCC unroll 16
        for (int i = 0; i < chains; ++i) chain[i] = chain[i] * factor + term;
    for (auto& end : chain) keep(end);
    return 2.0 * simd::lanes<float> * chains * static_cast<double>(turns);
}

} // namespace wordfield::WORDFIELD_ISA
