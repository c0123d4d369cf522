// SPDX-License-Identifier: MIT
// What finding and weighing neighbours comes to, row by row.
#pragma once

#include "model/kernels/vector_math.hpp"
#include "model/kernels/views.hpp"

namespace wordfield::WORDFIELD_ISA {

// Most vectors hold no candidate once a row has found some: a glance at four of them at a time passes over.
inline Index collect(const Candidates& among, Index n, float worst, std::int32_t* index, float* distance) {
    using simd::Vec;
    constexpr Index lanes = simd::lanes<float>, block = 4 * lanes;
    const auto distance_at = [&](auto load) {
        const Vec<float> d = load(among.squares) - 2.0F * load(among.products) + among.square;
        return d > 0.0F ? d : Vec<float>{};
    };
    float near[block];
    Index found = 0;
    for (Index j = 0; j < n; j += block) {
        const Index count = simd::least(block, n - j);
        Vec<float> nearest = simd::broadcast(worst + worst);
        for (Index v = 0; v * lanes < count; ++v) {
            const Index at = j + v * lanes, here = count - v * lanes;
            const Vec<float> d =
                here >= lanes
                    ? distance_at([at](const float* p) { return simd::load(p + at); })
                    : distance_at([at, here](const float* p) { return simd::load_part(p + at, here); });
            simd::store(near + v * lanes, d);
            if (here >= lanes) nearest = nearest < d ? nearest : d;
        }
        if (count == block && !(simd::smallest<float>(nearest) <= worst)) continue;
        for (Index i = 0; i < count; ++i) { // no branch: a guess would be wrong too often
            index[found] = static_cast<std::int32_t>(j + i);
            distance[found] = near[i];
            found += near[i] <= worst ? 1 : 0;
        }
    }
    return found;
}

// What it takes is reading the rows: twice as many multiplications a float would cost nothing.
inline void compare(const float* rows, Index n, Index C, const float* centre, const float* towards,
                    float* products, float* squares) {
    for (Index i = 0; i < n; ++i) {
        const float* const row = rows + i * C;
        simd::Vec<float> product{}, square{};
        simd::for_each_vector<float>(C, [&](auto load, auto) {
            const simd::Vec<float> away = load(row) - load(centre);
            product += away * load(towards);
            square += away * away;
        });
        products[i] = simd::sum<float>(product);
        squares[i] = simd::sum<float>(square);
    }
}

inline GaussianSums weigh(const float* excess, float* w, Index n, float precision, float padding) {
    using simd::Vec;
    Vec<float> total{}, first{}, second{};
    for (Index j = 0; j < n; j += simd::lanes<float>) {
        const Vec<float> e = simd::load(excess + j);
        const Vec<float> weight = e < padding ? simd::exp(e * -precision) : Vec<float>{};
        simd::store(w + j, weight);
        total += weight;
        first += weight * e;
        second += weight * e * e;
    }
    return {simd::sum<float>(total), simd::sum<float>(first), simd::sum<float>(second)};
}

} // namespace wordfield::WORDFIELD_ISA
