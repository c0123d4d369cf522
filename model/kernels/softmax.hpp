// SPDX-License-Identifier: MIT
// The two passes that every softmax row here begins with: its maximum, and exp of the distance to it with the
// sum.
#pragma once

#include "model/kernels/vector_math.hpp"
#include "model/kernels/views.hpp"

namespace wordfield::WORDFIELD_ISA {

template <class S>
S row_maximum(const S* row, Index n) {
    S best = row[0];
    Index i = 0;
    if (n >= simd::lanes<S>) {
        simd::Vec<S> top = simd::load(row);
        for (i = simd::lanes<S>; i + simd::lanes<S> <= n; i += simd::lanes<S>)
            top = simd::max<S>(top, simd::load(row + i));
        best = simd::largest<S>(top);
    }
    for (; i < n; ++i) best = best < row[i] ? row[i] : best;
    return best;
}

/// row = exp((row - top) * factor); returns the sum.
template <class S>
S exponentiate(S* row, Index n, S top, S factor) {
    simd::Vec<S> total{};
    Index i = 0;
    for (; i + simd::lanes<S> <= n; i += simd::lanes<S>) {
        const simd::Vec<S> e = simd::exp((simd::load(row + i) - top) * factor);
        simd::store(row + i, e);
        total += e;
    }
    S rest = 0;
    if (i < n) {
        const simd::Vec<S> e = simd::exp((simd::load_part(row + i, n - i) - top) * factor);
        simd::store_part(row + i, e, n - i);
        for (Index j = 0; j < n - i; ++j) rest += e[j];
    }
    return simd::sum<S>(total) + rest;
}

} // namespace wordfield::WORDFIELD_ISA
