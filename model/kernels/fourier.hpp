// SPDX-License-Identifier: MIT
// Stockham's autosort form of the fast Fourier transform (Cochran et al. 1967), radices 4 and 2, on as many
// independent columns at once as a vector has lanes: every butterfly works on whole vectors, and a block of
// columns stays in the first-level cache from its first pass to its last.
#pragma once

#include "model/kernels/simd.hpp"
#include "model/kernels/views.hpp"

namespace wordfield::WORDFIELD_ISA {

struct Complex {
    simd::Vec<float> re, im;
};

inline Complex operator+(const Complex& a, const Complex& b) {
    return {a.re + b.re, a.im + b.im};
}
inline Complex operator-(const Complex& a, const Complex& b) {
    return {a.re - b.re, a.im - b.im};
}

/// The roots of unity exp(2 pi i k / size), k from 0 to size - 1, to the power of `sign`, 1 or -1.
struct Roots {
    const float *cosine, *sine;
    float sign;

    Complex turned(const Complex& by, Index k) const {
        const float re = cosine[k], im = sign * sine[k];
        return {by.re * re - by.im * im, by.re * im + by.im * re};
    }
    /// A quarter of a turn.
    Complex turned_quarter(const Complex& by) const { return {-sign * by.im, sign * by.re}; }
};

// One pass: pairs that lie half of `size` apart are added and subtracted, the difference turned.
inline void pass_of_two(const Complex* in, Complex* out, Index size, Index stride, const Roots& roots) {
    const Index half = size / 2;
    for (Index p = 0; p < half / stride; ++p)
        for (Index q = 0; q < stride; ++q) {
            const Complex a = in[q + stride * p];
            const Complex b = in[q + stride * p + half];
            out[q + stride * 2 * p] = a + b;
            out[q + stride * (2 * p + 1)] = roots.turned(a - b, p * stride);
        }
}

// Two such passes at once, which read and write everything once: four values that lie a quarter apart.
inline void pass_of_four(const Complex* in, Complex* out, Index size, Index stride, const Roots& roots) {
    const Index quarter = size / 4;
    for (Index p = 0; p < quarter / stride; ++p)
        for (Index q = 0; q < stride; ++q) {
            const Complex* const from = in + q + stride * p;
            const Complex a = from[0], b = from[quarter], c = from[2 * quarter], d = from[3 * quarter];
            const Complex outer = a + c, inner = b + d, across = a - c, turn = roots.turned_quarter(b - d);
            Complex* const to = out + q + stride * 4 * p;
            to[0] = outer + inner;
            to[stride] = roots.turned(across + turn, p * stride);
            to[2 * stride] = roots.turned(outer - inner, 2 * p * stride);
            to[3 * stride] = roots.turned(across - turn, 3 * p * stride);
        }
}

inline void fourier(const FourierColumns& c, const float* cosine, const float* sine, float sign,
                    float* work) {
    const Roots roots{cosine, sine, sign};
    auto* here = reinterpret_cast<Complex*>(work);
    auto* there = here + c.size;
    for (Index r = 0; r < c.rows; ++r)
        here[r] = {simd::load(c.in_re + r * c.columns + c.column),
                   simd::load(c.in_im + r * c.columns + c.column)};
    for (Index r = c.rows; r < c.size; ++r) here[r] = Complex{};
    for (Index stride = 1; stride < c.size;) {
        const bool four = c.size / stride % 4 == 0;
        four ? pass_of_four(here, there, c.size, stride, roots)
             : pass_of_two(here, there, c.size, stride, roots);
        stride *= four ? 4 : 2;
        auto* const last = here;
        here = there;
        there = last;
    }
    for (Index lane = 0; lane < simd::lanes<float>; ++lane)
        for (Index r = 0; r < c.kept; ++r) {
            c.out_re[(c.column + lane) * c.kept + r] = here[r].re[lane];
            c.out_im[(c.column + lane) * c.kept + r] = here[r].im[lane];
        }
}

} // namespace wordfield::WORDFIELD_ISA
