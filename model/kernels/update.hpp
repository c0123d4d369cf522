// SPDX-License-Identifier: MIT
// Passes over all weights: gradients added up, weights updated, means kept.
#pragma once

#include "model/kernels/simd.hpp"
#include "model/kernels/views.hpp"

namespace wordfield::WORDFIELD_ISA {

template <class S>
Vec<S> square_root(Vec<S> v) {
    for (int i = 0; i < lanes<S>; ++i) v[i] = simd::root(v[i]);
    return v;
}

// The new weight from the old weight w, the gradient g and the moments m and v, which move on.
template <class S, UpdateRule rule>
Vec<S> next_weight(Vec<S> w, Vec<S> g, Vec<S>& m, Vec<S>& v, const StepConstants<S>& k) {
    if constexpr (rule == UpdateRule::Sgd) return w - k.rate * g;
    if constexpr (rule == UpdateRule::Momentum) {
        m = k.beta1 * m + g;
        return w - k.rate * m;
    }
    m = k.beta1 * m + (1 - k.beta1) * g;
    v = k.beta2 * v + (1 - k.beta2) * g * g;
    return k.keep * w - k.step_size * m / (square_root<S>(v) * k.inverse_root + k.epsilon);
}

template <class S, UpdateRule rule>
double update_by(S* w, const S* gradient, S* m, S* v, Index n, const StepConstants<S>& k) {
    Vec<S> squares{};
    simd::for_each_vector<S>(n, [&](auto load, auto store) {
        const Vec<S> old = load(w);
        Vec<S> first = load(m), second = load(v);
        const Vec<S> moved = next_weight<S, rule>(old, load(gradient) * k.scale, first, second, k);
        store(w, moved);
        if constexpr (rule != UpdateRule::Sgd) store(m, first);
        if constexpr (rule == UpdateRule::Adam) store(v, second);
        squares += (moved - old) * (moved - old);
    });
    return static_cast<double>(simd::sum<S>(squares));
}

template <class S>
double update(UpdateRule rule, S* w, const S* gradient, S* m, S* v, Index n, const StepConstants<S>& k) {
    switch (rule) {
    case UpdateRule::Sgd:
        return update_by<S, UpdateRule::Sgd>(w, gradient, m, v, n, k);
    case UpdateRule::Momentum:
        return update_by<S, UpdateRule::Momentum>(w, gradient, m, v, n, k);
    default:
        return update_by<S, UpdateRule::Adam>(w, gradient, m, v, n, k);
    }
}

template <class S>
double gather(S* const* gradients, Index count, Index begin, Index end) {
    Vec<S> squares{};
    simd::for_each_vector<S>(end - begin, [&](auto load, auto store) {
        Vec<S> sum = load(gradients[0] + begin);
        for (Index i = 1; i < count; ++i) sum += load(gradients[i] + begin);
        if (count > 1) store(gradients[0] + begin, sum);
        squares += sum * sum;
    });
    return static_cast<double>(simd::sum<S>(squares));
}

template <class S>
void average(S* mean, S* alternating, const S* x, Index n, S keep, S turned) {
    simd::for_each_vector<S>(n, [&](auto load, auto store) {
        const Vec<S> now = load(x);
        store(mean, keep * load(mean) + (1 - keep) * now);
        store(alternating, keep * load(alternating) + turned * now);
    });
}

} // namespace wordfield::WORDFIELD_ISA
