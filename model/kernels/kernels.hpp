// SPDX-License-Identifier: MIT
// The loops in which nearly all time goes, once for each instruction set, chosen when the program starts
// (instruction_sets.hpp). Everything else is compiled for any processor of the family. Plain memory in and
// out, single-threaded, row-major; letters as in model/core/matrix.hpp. R rows stand for any number of
// tokens. Gradients of weights are added to; gradients of activations are set unless said otherwise.
#pragma once

#include "model/kernels/views.hpp"

namespace wordfield::inline kernels {

/// Of float for training, of double for the checks of its gradients.
template <class S>
struct NetworkKernels {
    Index lanes;         ///< of a vector: columns of a packed factor are padded to a multiple
    Index panel_columns; ///< of a panel of a packed factor

    /// The panels [begin, end) of b, to where the first one of all begins.
    void (*pack_panels)(S* to, const MatrixView<S>& b, Index begin, Index end);
    /// c(M,N) = a(M,K) * b(K,N) + addend. c must not overlap a.
    void (*multiply)(S* c, Index c_stride, const MatrixView<S>& a, const PackedView<S>& b, Addend<S> addend);

    /// x(R,C) = table[ids] + positions, where row r is at position r % T.
    void (*embed_forward)(S* x, const S* table, const S* positions, const TokenId* ids, Index R, Index T,
                          Index C);
    void (*embed_backward)(S* d_table, S* d_positions, const S* dx, const TokenId* ids, Index R, Index T,
                           Index C);
    /// y(R,C) = (x - mean) / sqrt(variance + epsilon) * gain + bias, over each row (Ba et al. 2016).
    void (*norm_forward)(S* y, NormStats<S> stats, const S* x, const S* gain, const S* bias, Index R, Index C,
                         S epsilon);
    /// dx is ADDED to: the residual stream's own gradient is already in it.
    void (*norm_backward)(S* dx, S* d_gain, S* d_bias, const S* dy, const S* x, NormStats<S> stats,
                          const S* gain, Index R, Index C);
    /// GELU in GPT-2's form, x / 2 * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 x^3))) (Hendrycks & Gimpel 2016).
    /// Reads x from `slope` and leaves the derivative there, so that the way back is one product.
    void (*gelu_forward)(S* y, S* slope, Index n);
    /// dx = dy * slope, in place over dy.
    void (*gelu_backward)(S* dy, const S* slope, Index n);
    /// d_bias(C) += column sums of dy(R,C).
    void (*add_column_sums)(S* d_bias, const S* dy, Index R, Index C);
    /// Softmax and cross-entropy of each row of logits(R,V) in place: returns the sum of -log p(target) in
    /// nats and leaves d(loss)/d(logits) = (p - onehot) * scale. With scale 0 only the loss is computed.
    double (*cross_entropy)(S* logits, const TokenId* targets, Index R, Index V, S scale);

    /// As model/nn/attention.hpp says; `scratch` has room for attention_scratch() elements.
    void (*attention_forward)(S* out, S* weights, const S* qkv, const S* head_scale, AttentionShape shape,
                              S* scratch);
    void (*attention_backward)(S* d_qkv, const S* d_out, const S* weights, const S* qkv, const S* head_scale,
                               AttentionShape shape, S* scratch);

    /// Probabilities of drawn words, times row.scale; returns the target's, and adds its -log to `loss`.
    S (*sampled_softmax)(const SampledRow<S>& row, double& loss);
    /// to(C) += factor * from(C).
    void (*add_scaled)(S* to, const S* from, S factor, Index C);
    S (*dot)(const S* a, const S* b, Index C);
    /// rows[0] is the true neighbour's, the others noise (Mikolov et al. 2013); at most 64. Returns the loss,
    /// sets the step of the center, d_center(C), and takes that of the rows where they move.
    double (*negative_sampling)(S* d_center, const S* center, S* const* rows, Index count, S rate, Index C,
                                bool rows_move);

    /// gradients[0] += the other ones, in order, in [begin, end). Returns the sum of squares.
    double (*gather)(S* const* gradients, Index count, Index begin, Index end);
    /// New weights w(n) from the gradient and the moments m and v, which move on. Returns the sum of squares
    /// of what changed.
    double (*update)(UpdateRule rule, S* w, const S* gradient, S* m, S* v, Index n,
                     const StepConstants<S>& k);
    /// mean = keep * mean + (1 - keep) * x, and alternating = keep * alternating + turned * x.
    void (*average)(S* mean, S* alternating, const S* x, Index n, S keep, S turned);
};

/// Elements that attention needs to work in.
constexpr Index attention_scratch(AttentionShape s) {
    const Index T = attention_stride(s.T), D = (s.D + point_padding - 1) / point_padding * point_padding;
    return T * s.D + s.T * D + s.T * T;
}

struct MapKernels {
    Index lanes; ///< of a vector of floats
    /// Repulsion of all points on the points [from, to): force[d][i] is set; returns the sum of 1 / (1 + d^2)
    /// over the pairs.
    double (*repel)(const PointsView& points, float* const* force, Index from, Index to);
    /// The near part of the repulsion between one point, at own(dims), and the run [from, to) of points;
    /// added to pushed(dims). Returns the potential.
    float (*repel_near)(const PointsView& points, const float* own, const Index* from, const Index* to,
                        Index runs, NearSplit split, float* pushed);
    /// Attraction on point i by the points column[0 ... count), count a multiple of `lanes`: sum(dims) is
    /// set.
    void (*attract)(const PointsView& points, Index i, const std::int32_t* column, const float* weight,
                    Index count, float* sum);
    /// w(n) = exp(-precision * excess(n)), or 0 where excess is at least `padding`; n is a multiple of
    /// `lanes`.
    GaussianSums (*weigh)(const float* excess, float* w, Index n, float precision, float padding);
    /// Fourier transforms of `lanes` columns at once. cosine and sine(size) are those of 2 pi k / size.
    /// `work` has room for fourier_work() floats and begins on a cache line.
    void (*fourier)(const FourierColumns& columns, const float* cosine, const float* sine, float sign,
                    float* work);
    /// Those of n squared distances that are no larger than `worst`, with their numbers. Returns how many;
    /// index and distance have room for n.
    Index (*collect)(const Candidates& among, Index n, float worst, std::int32_t* index, float* distance);
    /// Of each row r of rows(n, C), in one pass through them: products[i] = (r - centre) . towards and
    /// squares[i] = |r - centre|^2.
    void (*compare)(const float* rows, Index n, Index C, const float* centre, const float* towards,
                    float* products, float* squares);
    /// to(n) = from(n), of binary16 as floats, exactly; and the other way, to the nearest (ties to even),
    /// what is not below 65,520 to infinity.
    void (*widen)(const std::uint16_t* from, float* to, Index n);
    void (*narrow)(const float* from, std::uint16_t* to, Index n);
};

/// Those of the instruction set that was chosen.
template <class S>
const NetworkKernels<S>& network_kernels();
const MapKernels& map_kernels();

} // namespace wordfield::inline kernels
