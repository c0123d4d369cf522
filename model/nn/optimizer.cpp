// SPDX-License-Identifier: MIT
#include "model/nn/optimizer.hpp"

#include "model/core/simd.hpp"

#include <cmath>

namespace wordfield::inline nn {
namespace {

using simd::for_each_vector;
using simd::Vec;

constexpr Index piece_size = Index{1} << 13;

template <class S>
Vec<S> square_root(Vec<S> v) {
    for (int i = 0; i < simd::lanes<S>; ++i) v[i] = std::sqrt(v[i]);
    return v;
}

// The constants of a step, once, in the model's own precision.
template <class S>
struct Constants {
    explicit Constants(const StepSettings& s, bool decays)
        : scale{static_cast<S>(s.gradient_scale)}, rate{static_cast<S>(s.rate)},
          beta1{static_cast<S>(s.beta1)}, beta2{static_cast<S>(s.beta2)}, epsilon{static_cast<S>(s.epsilon)} {
        const auto n = static_cast<double>(s.step + 1);
        step_size = static_cast<S>(s.rate / (1.0 - std::pow(s.beta1, n)));
        inverse_root = static_cast<S>(1.0 / std::sqrt(1.0 - std::pow(s.beta2, n)));
        keep =
            s.kind == OptimizerKind::AdamW && decays ? static_cast<S>(1.0 - s.rate * s.weight_decay) : S{1};
    }
    S scale, rate, beta1, beta2, epsilon, step_size, inverse_root, keep;
};

// The new weight from the old weight w, the gradient g and the moments m and v, which move on.
template <class S, OptimizerKind kind>
Vec<S> next(Vec<S> w, Vec<S> g, Vec<S>& m, Vec<S>& v, const Constants<S>& k) {
    if constexpr (kind == OptimizerKind::Sgd) return w - k.rate * g;
    if constexpr (kind == OptimizerKind::Momentum) {
        m = k.beta1 * m + g;
        return w - k.rate * m;
    }
    m = k.beta1 * m + (1 - k.beta1) * g;
    v = k.beta2 * v + (1 - k.beta2) * g * g;
    return k.keep * w - k.step_size * m / (square_root<S>(v) * k.inverse_root + k.epsilon);
}

// Returns the sum of squares of what changed.
template <class S, OptimizerKind kind>
double update_piece(S* w, const S* gradient, S* m, S* v, Index n, const Constants<S>& k) {
    Vec<S> squares{};
    for_each_vector<S>(n, [&](auto load, auto store) {
        const Vec<S> old = load(w);
        Vec<S> first = load(m), second = load(v);
        const Vec<S> moved = next<S, kind>(old, load(gradient) * k.scale, first, second, k);
        store(w, moved);
        if constexpr (kind != OptimizerKind::Sgd) store(m, first);
        if constexpr (kind == OptimizerKind::Adam || kind == OptimizerKind::AdamW) store(v, second);
        squares += (moved - old) * (moved - old);
    });
    return static_cast<double>(simd::sum<S>(squares));
}

template <class S>
double update_piece(OptimizerKind kind, S* w, const S* gradient, S* m, S* v, Index n, const Constants<S>& k) {
    switch (kind) {
    case OptimizerKind::Sgd:
        return update_piece<S, OptimizerKind::Sgd>(w, gradient, m, v, n, k);
    case OptimizerKind::Momentum:
        return update_piece<S, OptimizerKind::Momentum>(w, gradient, m, v, n, k);
    default:
        return update_piece<S, OptimizerKind::AdamW>(w, gradient, m, v, n, k); // Adam: keep is 1
    }
}

} // namespace

template <class S>
Optimizer<S>::Optimizer(const ParameterTable& table) : first_{table.size()}, second_{table.size()} {
    for (const Tensor& tensor : table.tensors())
        for (Index at = 0; at < tensor.size(); at += piece_size)
            pieces_.push_back({tensor.offset + at, tensor.offset + std::min(tensor.size(), at + piece_size),
                               tensor.group, tensor.is_matrix()});
    gradient_squares_.resize(pieces_.size());
    update_squares_.resize(pieces_.size());
}

template <class S>
auto Optimizer<S>::share(int part, int parts) const -> std::span<const Piece> {
    const Index size = pieces_.back().end;
    const auto border = [&](int i) {
        return std::partition_point(pieces_.begin(), pieces_.end(),
                                    [&](const Piece& piece) { return piece.begin < size * i / parts; });
    };
    return {border(part), border(part + 1)};
}

template <class S>
void Optimizer<S>::gather(const std::vector<S*>& gradients, int part, int parts) {
    for (const Piece& piece : share(part, parts)) {
        Vec<S> squares{};
        for_each_vector<S>(piece.end - piece.begin, [&](auto load, auto store) {
            Vec<S> sum = load(gradients[0] + piece.begin);
            for (std::size_t i = 1; i < gradients.size(); ++i) sum += load(gradients[i] + piece.begin);
            if (gradients.size() > 1) store(gradients[0] + piece.begin, sum);
            squares += sum * sum;
        });
        gradient_squares_[&piece - pieces_.data()] = static_cast<double>(simd::sum<S>(squares));
    }
}

template <class S>
void Optimizer<S>::update(S* parameters, const S* gradient, const StepSettings& settings, int part,
                          int parts) {
    const Constants<S> plain{settings, false}, decaying{settings, true};
    for (const Piece& piece : share(part, parts)) {
        double& squares = update_squares_[&piece - pieces_.data()];
        const Index at = piece.begin;
        squares = settings.frozen[static_cast<std::size_t>(piece.group)]
                      ? 0.0
                      : update_piece(settings.kind, parameters + at, gradient + at, first_.data() + at,
                                     second_.data() + at, piece.end - at, piece.decays ? decaying : plain);
    }
}

template <class S>
GroupValues Optimizer<S>::norms(const std::vector<double>& squares) const {
    GroupValues result{};
    for (std::size_t i = 0; i < pieces_.size(); ++i)
        result[static_cast<std::size_t>(pieces_[i].group)] += squares[i];
    for (double& value : result) value = std::sqrt(value);
    return result;
}

double clip_factor(double norm, double clip) {
    return std::min(1.0, clip / (norm + 1e-6));
}

double total_norm(const GroupValues& norms) {
    double squares = 0.0;
    for (const double norm : norms) squares += norm * norm;
    return std::sqrt(squares);
}

template class Optimizer<float>;
template class Optimizer<double>;

} // namespace wordfield::inline nn
