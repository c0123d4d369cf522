// SPDX-License-Identifier: MIT
#include "model/nn/optimizer.hpp"

#include "model/kernels/kernels.hpp"

#include <cmath>

namespace wordfield::inline nn {
namespace {

constexpr Index piece_size = Index{1} << 13;

template <class S>
StepConstants<S> constants_of(const StepSettings& s, bool decays) {
    const auto n = static_cast<double>(s.step + 1);
    const bool shrinks = s.kind == OptimizerKind::AdamW && decays;
    return {.scale = static_cast<S>(s.gradient_scale),
            .rate = static_cast<S>(s.rate),
            .beta1 = static_cast<S>(s.beta1),
            .beta2 = static_cast<S>(s.beta2),
            .epsilon = static_cast<S>(s.epsilon),
            .step_size = static_cast<S>(s.rate / (1.0 - std::pow(s.beta1, n))),
            .inverse_root = static_cast<S>(1.0 / std::sqrt(1.0 - std::pow(s.beta2, n))),
            .keep = shrinks ? static_cast<S>(1.0 - s.rate * s.weight_decay) : S{1}};
}

UpdateRule rule_of(OptimizerKind kind) {
    switch (kind) {
    case OptimizerKind::Sgd:
        return UpdateRule::Sgd;
    case OptimizerKind::Momentum:
        return UpdateRule::Momentum;
    default:
        return UpdateRule::Adam; // and AdamW
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
        gradient_squares_[&piece - pieces_.data()] =
            network_kernels<S>().gather(gradients.data(), std::ssize(gradients), piece.begin, piece.end);
    }
}

template <class S>
void Optimizer<S>::update(S* parameters, const S* gradient, const StepSettings& settings, int part,
                          int parts) {
    const auto plain = constants_of<S>(settings, false), decaying = constants_of<S>(settings, true);
    const UpdateRule rule = rule_of(settings.kind);
    for (const Piece& piece : share(part, parts)) {
        double& squares = update_squares_[&piece - pieces_.data()];
        const Index at = piece.begin;
        squares = settings.frozen[static_cast<std::size_t>(piece.group)]
                      ? 0.0
                      : network_kernels<S>().update(rule, parameters + at, gradient + at, first_.data() + at,
                                                    second_.data() + at, piece.end - at,
                                                    piece.decays ? decaying : plain);
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
