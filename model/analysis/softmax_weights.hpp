// SPDX-License-Identifier: MIT
// The softmax as what is read off a model needs it: in double, and with the parts that it is made of. The
// network has another one (model/kernels/softmax.hpp): in place, of floats, by polynomials over whole
// vectors, because it takes a good part of a training step.
#pragma once

#include "model/core/matrix.hpp"

namespace wordfield::inline analysis {

struct SoftmaxWeights {
    double top = 0.0;      ///< the largest value: taken off before exp, so that nothing overflows
    Eigen::ArrayXd weight; ///< e^((value - top) / temperature)
    double sum = 0.0;      ///< of `weight`; at least 1

    [[nodiscard]] double probability(Index i) const { return weight[i] / sum; }
};

/// Of at least one value, at a temperature above 0.
inline SoftmaxWeights softmax_weights(const Eigen::Ref<const Eigen::ArrayXd>& values,
                                      double temperature = 1.0) {
    SoftmaxWeights result;
    result.top = values.maxCoeff();
    result.weight = ((values - result.top) / temperature).exp();
    result.sum = result.weight.sum();
    return result;
}

} // namespace wordfield::inline analysis
