// SPDX-License-Identifier: MIT
// Between binary16 (IEEE 754-2008: a sign, 5 bits of exponent, 10 of fraction) and float.
#pragma once

#include "model/kernels/simd.hpp"
#include "model/kernels/views.hpp"

namespace wordfield::WORDFIELD_ISA {

template <class To, class From>
inline To bits_of(From from) {
    static_assert(sizeof(To) == sizeof(From));
    To to;
    std::memcpy(&to, &from, sizeof to);
    return to;
}

// Exponent and fraction moved to where a float has them are too small by 2^112, subnormals included.
inline float widened(std::uint16_t half) {
    constexpr float scale = 0x1p112F;
    const std::uint32_t sign = (half & 0x8000U) << 16U, rest = half & 0x7FFFU;
    const std::uint32_t all_ones = rest >= 0x7C00U ? 0x7F800000U : 0U; // infinity, or no number
    return bits_of<float>(bits_of<std::uint32_t>(bits_of<float>(rest << 13U) * scale) | all_ones | sign);
}

// To the nearest, a tie to the even one. What is not below 65,520 becomes infinity.
inline std::uint16_t narrowed(float number) {
    const auto bits = bits_of<std::uint32_t>(number);
    const std::uint32_t sign = bits >> 16U & 0x8000U, rest = bits & 0x7FFFFFFFU;
    if (rest > 0x7F800000U) return static_cast<std::uint16_t>(sign | 0x7E00U);
    if (rest >= 0x47800000U) return static_cast<std::uint16_t>(sign | 0x7C00U); // 65,536
    if (rest < 0x38800000U) {                                                   // 2^-14: subnormal
        // Added to .5, whose last bit is 2^-24, it is rounded there by the processor.
        return static_cast<std::uint16_t>(
            sign | (bits_of<std::uint32_t>(bits_of<float>(rest) + 0.5F) - bits_of<std::uint32_t>(0.5F)));
    }
    const std::uint32_t odd = rest >> 13U & 1U;
    return static_cast<std::uint16_t>(sign | (rest - 0x38000000U + 0xFFFU + odd) >> 13U);
}

#if defined(__F16C__)
inline void widen_eight(const std::uint16_t* from, float* to) {
    typedef short Halves __attribute__((vector_size(16))); // NOLINT: 'using' takes no attribute here
    Halves halves;
    std::memcpy(&halves, from, sizeof halves);
    const auto floats = __builtin_ia32_vcvtph2ps256(halves);
    std::memcpy(to, &floats, sizeof floats);
}
#else
inline void widen_eight(const std::uint16_t* from, float* to) {
    for (int i = 0; i < 8; ++i) to[i] = widened(from[i]);
}
#endif

inline void widen(const std::uint16_t* from, float* to, Index n) {
    Index i = 0;
    for (; i + 8 <= n; i += 8) widen_eight(from + i, to + i);
    for (; i < n; ++i) to[i] = widened(from[i]);
}

inline void narrow(const float* from, std::uint16_t* to, Index n) {
    for (Index i = 0; i < n; ++i) to[i] = narrowed(from[i]);
}

} // namespace wordfield::WORDFIELD_ISA
