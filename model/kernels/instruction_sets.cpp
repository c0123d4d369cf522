// SPDX-License-Identifier: MIT
#include "model/kernels/instruction_sets.hpp"

#ifdef __x86_64__
#include <cpuid.h>
#endif

namespace wordfield::inline kernels {
namespace {

#ifdef __x86_64__
constexpr const char *title_v2 = "SSE4.2", *title_v3 = "AVX2", *title_v4 = "AVX-512";
bool has_v2() {
    return __builtin_cpu_supports("sse4.2") && __builtin_cpu_supports("popcnt");
}
// What compilers have no name for: LZCNT, MOVBE and F16C.
bool has_small_ones_of_v3() {
    unsigned a = 0, b = 0, c = 0, d = 0;
    if (__get_cpuid(1, &a, &b, &c, &d) == 0 || (c & bit_MOVBE) == 0 || (c & bit_F16C) == 0) return false;
    return __get_cpuid(0x80000001, &a, &b, &c, &d) != 0 && (c & bit_LZCNT) != 0;
}
bool has_v3() {
    return has_small_ones_of_v3() && has_v2() && __builtin_cpu_supports("avx2") &&
           __builtin_cpu_supports("fma") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2");
}
bool has_v4() {
    return has_v3() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq") &&
           __builtin_cpu_supports("avx512vl");
}
#else
constexpr const char* title_native = "this processor's";
bool has_native() {
    return true;
}
#endif

#define WORDFIELD_SET(name)                                                                                  \
    {#name,                                                                                                  \
     title_##name,                                                                                           \
     has_##name,                                                                                             \
     &isa_##name::float_kernels,                                                                             \
     &isa_##name::double_kernels,                                                                            \
     &isa_##name::map_kernels},
constexpr InstructionSet sets[] = {WORDFIELD_ISAS(WORDFIELD_SET)};
#undef WORDFIELD_SET

const InstructionSet& widest() {
    const InstructionSet* found = &sets[0];
    for (const InstructionSet& set : sets)
        if (set.here()) found = &set;
    return *found;
}

const InstructionSet*& chosen() {
    static const InstructionSet* set = &widest();
    return set;
}

} // namespace

InstructionSets instruction_sets() {
    return {sets, sizeof sets / sizeof sets[0]};
}

const InstructionSet& instruction_set() {
    return *chosen();
}

void choose_instruction_set(const InstructionSet& set) {
    chosen() = &set;
}

template <>
const NetworkKernels<float>& network_kernels() {
    return *chosen()->floats;
}
template <>
const NetworkKernels<double>& network_kernels() {
    return *chosen()->doubles;
}
const MapKernels& map_kernels() {
    return *chosen()->map;
}

} // namespace wordfield::inline kernels
