// SPDX-License-Identifier: MIT
#include "bench/machine_limits.hpp"

#include "bench/fma_chains.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>
#include <vector>

namespace wordfield::bench {
namespace {

double seconds_since(std::chrono::steady_clock::time_point begin) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

// Keeps the compiler from working it out beforehand, and from leaving it away.
template <class T>
void keep(T& value) {
    asm volatile("" : "+m"(value) : : "memory");
}

using Chains = double (*)(long turns);

Chains chains_of(std::string_view set) {
#define WORDFIELD_CHAINS(name)                                                                               \
    if (set == #name) return isa_##name::fma_chains;
    WORDFIELD_ISAS(WORDFIELD_CHAINS)
#undef WORDFIELD_CHAINS
    std::abort();
}

} // namespace

double fma_peak_gflops() {
    constexpr long turns = 200'000;
    const auto chains = chains_of(instruction_set().name);
    double best = 0.0;
    for (int trial = 0; trial < 20; ++trial) {
        const auto begin = std::chrono::steady_clock::now();
        const double operations = chains(turns);
        best = std::max(best, 1e-9 * operations / seconds_since(begin));
    }
    return best;
}

void use_requested_instructions() {
    const char* const wanted = std::getenv("WORDFIELD_ISA");
    if (wanted == nullptr) return;
    for (const InstructionSet& set : instruction_sets())
        if (std::string_view{wanted} == set.name && set.here()) return choose_instruction_set(set);
    std::fprintf(stderr, "WORDFIELD_ISA: this processor has no %s\n", wanted);
    std::exit(2);
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
