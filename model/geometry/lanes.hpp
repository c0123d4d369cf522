// SPDX-License-Identifier: MIT
// Sixteen floats that are worked on together, on GCC's and Clang's vector extension: one AVX-512 register,
// two of AVX, four of SSE or NEON, by the choice of the compiler. Loops that add up floats need it: a
// compiler may not reorder sums.
#pragma once

#include <cstdint>
#include <cstring>

namespace wordfield {

constexpr int lane_count = 16;

using Lanes = float __attribute__((vector_size(lane_count * sizeof(float))));
using IntLanes = std::int32_t __attribute__((vector_size(lane_count * sizeof(std::int32_t))));

inline Lanes load_lanes(const float* from) {
    Lanes result;
    std::memcpy(&result, from, sizeof result); // one unaligned load
    return result;
}

inline void store_lanes(float* to, const Lanes& value) {
    std::memcpy(to, &value, sizeof value);
}

inline Lanes broadcast(float value) {
    return value - Lanes{};
}

inline float sum_lanes(const Lanes& value) {
    float sums[lane_count];
    store_lanes(sums, value);
    for (int width = lane_count / 2; width > 0; width /= 2)
        for (int i = 0; i < width; ++i) sums[i] += sums[i + width];
    return sums[0];
}

/// 0, 1, 2 ... 15
inline IntLanes lane_numbers() {
    return IntLanes{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
}

/// exp(x) for x <= 0, with a relative error below 3e-7; 0 below about -87.
inline Lanes exp_lanes(const Lanes& x) {
    constexpr float log2_e = 1.44269504F;
    constexpr float ln2_high = 0.693359375F; // exact in few bits, so that whole * ln2_high has no rounding
    constexpr float ln2_low = -2.12194440e-4F;
    const Lanes bounded = x < -87.0F ? broadcast(-87.0F) : x;
    const IntLanes whole = __builtin_convertvector(bounded * log2_e - 0.5F, IntLanes); // rounds towards zero
    const Lanes steps = __builtin_convertvector(whole, Lanes);
    const Lanes r = (bounded - steps * ln2_high) - steps * ln2_low; // |r| <= ln(2) / 2
    // Minimax polynomial of Cephes (Moshier 1992), expf.
    Lanes p = r * 1.9875691500e-4F + 1.3981999507e-3F;
    p = p * r + 8.3334519073e-3F;
    p = p * r + 4.1665795894e-2F;
    p = p * r + 1.6666665459e-1F;
    p = p * r + 5.0000001201e-1F;
    p = p * (r * r) + r + 1.0F;
    const IntLanes power = (whole + 127) << 23; // the bits of 2^whole
    Lanes scale;
    std::memcpy(&scale, &power, sizeof scale);
    const Lanes result = p * scale;
    return x < -87.0F ? Lanes{} : result;
}

} // namespace wordfield
