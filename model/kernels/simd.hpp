// SPDX-License-Identifier: MIT
// The widest vector of the instruction set that this file is compiled for, for float and for double, by the
// vector extensions of GCC and Clang: ordinary operators, no intrinsics, so AVX-512, AVX2, SSE and NEON share
// one source. Each set has a namespace of its own: what is compiled for one is never taken for that of
// another. Nothing of the standard library is included that leaves code of its own behind, for the same
// reason.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#ifndef WORDFIELD_ISA
#define WORDFIELD_ISA isa_baseline // not one of the sets: what the compiler takes for granted
#endif

namespace wordfield::WORDFIELD_ISA::simd {

#if defined(__AVX512F__)
inline constexpr int vector_bytes = 64, registers = 32;
#elif defined(__AVX__)
inline constexpr int vector_bytes = 32, registers = 16;
#elif defined(__aarch64__)
inline constexpr int vector_bytes = 16, registers = 32;
#else
inline constexpr int vector_bytes = 16, registers = 16;
#endif

template <class S>
struct VecOf {
    typedef S type __attribute__((vector_size(vector_bytes))); // NOLINT: 'using' takes no attribute here
};
template <class S>
using Vec = typename VecOf<S>::type;

template <class S>
inline constexpr int lanes = vector_bytes / static_cast<int>(sizeof(S));

/// How many elements n of S take when padded to whole vectors.
template <class S>
constexpr std::ptrdiff_t padded(std::ptrdiff_t n) {
    return (n + lanes<S> - 1) / lanes<S> * lanes<S>;
}

template <class S>
inline Vec<S> load(const S* from) {
    Vec<S> v;
    std::memcpy(&v, from, sizeof v);
    return v;
}

template <class S>
inline void store(S* to, Vec<S> v) {
    std::memcpy(to, &v, sizeof v);
}

/// The leading `count` lanes from memory, zeros behind them.
template <class S>
inline Vec<S> load_part(const S* from, std::ptrdiff_t count) {
    Vec<S> v{};
    for (std::ptrdiff_t i = 0; i < count; ++i) v[i] = from[i];
    return v;
}

template <class S>
inline void store_part(S* to, Vec<S> v, std::ptrdiff_t count) {
    for (std::ptrdiff_t i = 0; i < count; ++i) to[i] = v[i];
}

// x - 0 is x for every x, so it folds into one broadcast; 0 + x turns -0 into 0 and has to be computed.
template <class S>
inline Vec<S> broadcast(S value) {
    return value - Vec<S>{};
}

template <class S>
inline Vec<S> max(Vec<S> a, Vec<S> b) {
    return a < b ? b : a;
}

// Of numbers: std's own would be code of the standard library's.
template <class T>
constexpr T least(T a, T b) {
    return b < a ? b : a;
}
template <class T>
constexpr T most(T a, T b) {
    return a < b ? b : a;
}
inline float root(float x) {
    return __builtin_sqrtf(x);
}
inline double root(double x) {
    return __builtin_sqrt(x);
}
inline float log(float x) {
    return __builtin_logf(x);
}
inline double log(double x) {
    return __builtin_log(x);
}
inline float exp_of(float x) {
    return __builtin_expf(x);
}
inline double exp_of(double x) {
    return __builtin_exp(x);
}
template <class T>
inline void fill(T* from, T* to, T value) {
    for (; from != to; ++from) *from = value;
}

/// The sum of all lanes, halves onto halves: always in this order.
template <class S>
inline S sum(Vec<S> v) {
    S lane[lanes<S>];
    std::memcpy(lane, &v, sizeof v);
    for (int width = lanes<S> / 2; width > 0; width /= 2)
        for (int i = 0; i < width; ++i) lane[i] += lane[i + width];
    return lane[0];
}

template <class S>
inline S largest(Vec<S> v) {
    S best = v[0];
    for (int i = 1; i < lanes<S>; ++i) best = best < v[i] ? v[i] : best;
    return best;
}

template <class S>
inline S smallest(Vec<S> v) {
    S best = v[0];
    for (int i = 1; i < lanes<S>; ++i) best = v[i] < best ? v[i] : best;
    return best;
}

/// Calls body(i, load, store) over [0, n) vector by vector: `load(p)` reads the lanes p[i]..., `store(p, v)`
/// writes them, both cut to what is left at the end, where the missing lanes read as zero.
template <class S, class Body>
inline void for_each_vector(std::ptrdiff_t n, Body&& body) {
    std::ptrdiff_t i = 0;
    for (; i + lanes<S> <= n; i += lanes<S>)
        body([i](const S* p) { return load(p + i); }, [i](S* p, Vec<S> v) { store(p + i, v); });
    if (const std::ptrdiff_t rest = n - i; rest > 0)
        body([i, rest](const S* p) { return load_part(p + i, rest); },
             [i, rest](S* p, Vec<S> v) { store_part(p + i, v, rest); });
}

} // namespace wordfield::WORDFIELD_ISA::simd
