// SPDX-License-Identifier: MIT
// From gradients to new weights: sums what the threads found, measures and clips it, and takes a step. Every
// method does share `part` of `parts`; sums run over fixed pieces in order, so the result does not depend on
// the sharing.
#pragma once

#include "model/core/aligned.hpp"
#include "model/nn/config.hpp"
#include "model/nn/parameters.hpp"

#include <array>
#include <vector>

namespace wordfield::inline nn {

/// One number per parameter group.
using GroupValues = std::array<double, group_count>;

/// Everything about one step that is not a tensor.
struct StepSettings {
    OptimizerKind kind = OptimizerKind::AdamW;
    double rate = 0.0;
    double beta1 = 0.9, beta2 = 0.99, epsilon = 1e-8;
    double weight_decay = 0.0;
    double gradient_scale = 1.0;            ///< what clipping leaves of the gradient
    std::int64_t step = 0;                  ///< how many steps came before, for Adam's bias correction
    std::array<bool, group_count> frozen{}; ///< groups that stay as they are
};

template <class S>
class Optimizer {
public:
    explicit Optimizer(const ParameterTable& table);

    /// gradients[0] += the other gradients, in order, and their squares are summed for gradient_norms().
    void gather(const std::vector<S*>& gradients, int part, int parts);
    /// Per group, before clipping; valid after all parts of gather.
    [[nodiscard]] GroupValues gradient_norms() const { return norms(gradient_squares_); }
    /// Takes the step. The moments of frozen groups rest too.
    void update(S* parameters, const S* gradient, const StepSettings& settings, int part, int parts);
    /// Per group, what the last update changed; valid after all parts of update.
    [[nodiscard]] GroupValues update_norms() const { return norms(update_squares_); }

    /// Running means of the gradient and of its square, laid out as the parameters.
    [[nodiscard]] std::span<S> first_moment() { return first_.span(); }
    [[nodiscard]] std::span<S> second_moment() { return second_.span(); }

private:
    // The flat buffer cut into pieces, none of which straddles two tensors.
    struct Piece {
        Index begin, end;
        Group group;
        bool decays;
    };
    [[nodiscard]] std::span<const Piece> share(int part, int parts) const;
    [[nodiscard]] GroupValues norms(const std::vector<double>& squares) const;

    std::vector<Piece> pieces_;
    std::vector<double> gradient_squares_, update_squares_; ///< per piece
    AlignedBuffer<S> first_, second_;
};

/// The factor that brings a gradient of this norm down to `clip`, at most 1 (Pascanu et al. 2013, as in
/// PyTorch).
double clip_factor(double norm, double clip);
/// The Euclidean norm of all groups together.
double total_norm(const GroupValues& norms);

} // namespace wordfield::inline nn
