// SPDX-License-Identifier: MIT
// exp over whole vectors. For float a polynomial, at most 2 units in the last place from the exact value; for
// double the standard library, lane by lane, because double serves the tests. NaN stays NaN.
#pragma once

#include "model/kernels/simd.hpp"

namespace wordfield::WORDFIELD_ISA::simd {

inline Vec<double> exp(Vec<double> x) {
    for (int i = 0; i < lanes<double>; ++i) x[i] = __builtin_exp(x[i]);
    return x;
}

/// exp(x) = 2^n * exp(r) with r in [-ln 2 / 2, ln 2 / 2]; exp(r) by the degree 6 polynomial of Cephes
/// (Moshier 1989). Arguments are cut to [-87.3, 88], where the result is a normal number.
inline Vec<float> exp(Vec<float> x) {
    typedef std::int32_t Bits __attribute__((vector_size(vector_bytes)));
    const Vec<float> low = broadcast(-87.3F), high = broadcast(88.0F);
    x = x < low ? low : x;
    x = x > high ? high : x;
    constexpr float shift = 0x1.8p23F; // adding it rounds to a whole number, which is then in the low bits
    const Vec<float> rounded = x * 1.44269504088896341F + shift;
    const Vec<float> n = rounded - shift;
    const Vec<float> r = (x - n * 0.693359375F) + n * 2.12194440e-4F; // ln 2 in two pieces
    Vec<float> p = r * 1.9875691500e-4F + 1.3981999507e-3F;
    p = p * r + 8.3334519073e-3F;
    p = p * r + 4.1665795894e-2F;
    p = p * r + 1.6666665459e-1F;
    p = p * r + 5.0000001201e-1F;
    p = (p * r) * r + (r + 1.0F);
    Bits bits;
    std::memcpy(&bits, &rounded, sizeof bits);
    bits = (bits << 23) + (127 << 23); // the bits of `shift` fall out at the top
    Vec<float> power;
    std::memcpy(&power, &bits, sizeof power);
    return p * power;
}

} // namespace wordfield::WORDFIELD_ISA::simd
