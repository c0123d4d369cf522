// SPDX-License-Identifier: MIT
// The matrix types of the model, all row-major, and the letters used in shape comments everywhere in model/:
//   B sequences in a batch · T tokens in a sequence · N = B*T rows · C width of the residual stream ("dim")
//   H heads · D = C/H width of a head · L layers · V words in the vocabulary · F = 4*C width of the
//   feed-forward layer
#pragma once

#include "model/core/index.hpp"

#include <Eigen/Core>

#include <type_traits>

namespace wordfield::inline core {

static_assert(std::is_same_v<Index, Eigen::Index>);

template <class Scalar>
using MatrixOf = Eigen::Matrix<Scalar, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

using Matrix = MatrixOf<float>;
using RowVector = Eigen::Matrix<float, 1, Eigen::Dynamic>;

} // namespace wordfield::inline core
