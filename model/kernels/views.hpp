// SPDX-License-Identifier: MIT
// What kernels are told of memory that belongs to others: plain structures without functions of their own,
// the same for every instruction set.
#pragma once

#include "model/core/index.hpp"
#include "model/core/token.hpp"

namespace wordfield::inline kernels {

/// Borrowed matrix: element (r, c) is data[r * row_stride + c * column_stride].
template <class S>
struct MatrixView {
    const S* data = nullptr;
    Index rows = 0, columns = 0;
    Index row_stride = 0, column_stride = 1;

    [[nodiscard]] MatrixView transposed() const { return {data, columns, rows, column_stride, row_stride}; }
};

/// A row-major matrix without gaps.
template <class S>
MatrixView<S> view(const S* data, Index rows, Index columns) {
    return {data, rows, columns, columns, 1};
}

/// The right-hand factor of a product as pack_panels() rearranged it: panels of NetworkKernels::panel_columns
/// columns (the last one less, in whole vectors), each (rows, its columns) without gaps.
template <class S>
struct PackedView {
    const S* data = nullptr;
    Index rows = 0, columns = 0;
};

/// What is added to a product when it is stored; a null pointer adds nothing.
template <class S>
struct Addend {
    const S* bias = nullptr;   ///< (N), the same for every row
    const S* matrix = nullptr; ///< (M, N) with the row stride of C; C itself to accumulate
};

/// What the backward pass of a layer norm needs, per row.
template <class S>
struct NormStats {
    S* mean;              ///< (R)
    S* inverse_deviation; ///< (R)
};

/// T tokens, H heads of width D; C = H * D.
struct AttentionShape {
    Index T, H, D;
    [[nodiscard]] Index C() const { return H * D; }
};

/// Elements from one key to the next in the weights of attention: at least T, in whole vectors of any set.
constexpr Index attention_stride(Index T) {
    return (T + 15) / 16 * 16;
}

/// How an optimiser makes a new weight of an old one. AdamW is Adam with `keep` below 1.
enum class UpdateRule { Sgd, Momentum, Adam };

/// The constants of a step, in the model's own precision.
template <class S>
struct StepConstants {
    S scale; ///< of the gradient
    S rate;  ///< of Sgd and Momentum
    S beta1, beta2, epsilon;
    S step_size;    ///< rate / (1 - beta1^n)
    S inverse_root; ///< 1 / sqrt(1 - beta2^n)
    S keep;         ///< what weight decay leaves
};

/// One row of a softmax over drawn words (model/nn/sampled_softmax.hpp).
template <class S>
struct SampledRow {
    S* logits; ///< (M); become probabilities times `scale`
    Index M;
    const S* log_weight; ///< (M)
    const TokenId* ids;  ///< (M)
    TokenId target;
    S target_score, scale;
};

/// Points of a map in 2 or 3 dimensions, an axis a list. Whole vectors may be read from any point on.
struct PointsView {
    const float* axis[3];
    Index n;
    Index padded; ///< length of each list, a multiple of point_padding
    int dims;
};
/// Lists of points are padded to a multiple of this: as many floats as the widest vector has.
inline constexpr Index point_padding = 16;

/// The part of 1 / (1 + u) that reaches as far as a cutoff, u being a squared distance:
/// t^4 / (1 + u) with t = (square - u) * scale, zero beyond.
struct NearSplit {
    float square, scale;
};

/// A Gaussian seen from one row: weights of its neighbours at one precision, summed.
struct GaussianSums {
    float weight = 0.0F;   ///< sum of w = exp(-precision * e)
    float distance = 0.0F; ///< of w e
    float square = 0.0F;   ///< of w e^2
};

/// The columns [column, column + lanes) of in(rows, columns) as if zeros followed up to `size`, a power of
/// two; the first `kept` results of each go to out(columns, kept).
struct FourierColumns {
    const float *in_re, *in_im;
    Index rows, columns, column;
    float *out_re, *out_im;
    Index kept, size;
};
constexpr Index fourier_work(Index size) {
    return 4 * size * point_padding;
}

/// Rows that may be near one row: their products with it, their squared lengths, and its own squared length.
struct Candidates {
    const float *products, *squares;
    float square;
};

} // namespace wordfield::inline kernels
