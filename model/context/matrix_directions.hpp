// SPDX-License-Identifier: MIT
// A matrix of weights as what it does: y = x W turns x, stretches it along directions at right angles, and
// turns it again (singular value decomposition). Which words lie along those directions says what they are
// about.
#pragma once

#include "model/core/decompositions.hpp"
#include "model/core/token.hpp"
#include "model/nn/gpt_weights.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace wordfield::inline context {

/// W_Q, W_K, W_V (C, D) and W_O (D, C) of a head, W_up (C, F) and W_down (F, C) of a block.
enum class WeightKind { Query, Key, Value, Out, Up, Down };

/// The matrix of that kind; `head` is looked at where it is one of a head.
inline Matrix weight_of(const BlockMaps& block, WeightKind kind, int head, int heads) {
    const Index C = block.out.rows(), D = C / heads;
    switch (kind) {
    case WeightKind::Query:
        return block.qkv.middleCols(head * D, D);
    case WeightKind::Key:
        return block.qkv.middleCols(C + head * D, D);
    case WeightKind::Value:
        return block.qkv.middleCols(2 * C + head * D, D);
    case WeightKind::Out:
        return block.out.middleRows(head * D, D);
    case WeightKind::Up:
        return block.up;
    case WeightKind::Down:
        break;
    }
    return block.down;
}

/// Whether a matrix takes in vectors of the residual stream; the others give such vectors out.
inline bool reads_stream(WeightKind kind) {
    return kind != WeightKind::Out && kind != WeightKind::Down;
}

/// Words along a direction of the residual stream, both ways.
struct DirectionWords {
    std::vector<TokenId> along, against; ///< the farthest first
};

struct MatrixDirections {
    Eigen::VectorXf stretch;           ///< the largest singular values, falling
    Eigen::VectorXf energy;            ///< share of the sum of squares of all of them that each has
    std::vector<DirectionWords> words; ///< of each of them
    Matrix before; ///< (V, 2) the words' coordinates along the two directions stretched most,
    Matrix after;  ///< (V, 2) and what has become of those behind the matrix
};

/// The `count` words whose rows lie farthest along direction(C), both ways. rows(V, C).
inline DirectionWords words_along(const Matrix& rows, const Eigen::VectorXf& direction, int count) {
    const Eigen::VectorXf along = rows * direction;
    std::vector<TokenId> order(static_cast<std::size_t>(rows.rows()));
    std::iota(order.begin(), order.end(), 0);
    const auto end = std::min<std::ptrdiff_t>(count, std::ssize(order));
    const auto first = [&](auto before) {
        std::partial_sort(order.begin(), order.begin() + end, order.end(), before);
        return std::vector<TokenId>(order.begin(), order.begin() + end);
    };
    DirectionWords words;
    words.along = first([&](TokenId a, TokenId b) { return along[a] > along[b]; });
    words.against = first([&](TokenId a, TokenId b) { return along[a] < along[b]; });
    return words;
}

/// Rows of the embedding as the matrix meets them: of length sqrt(C) about their own mean, as a layer norm
/// makes them, times its gain (C), less the mean of all. For what gives out vectors no gain is taken.
inline Matrix rows_as_met(const Matrix& embedding, const RowVector& gain) {
    Matrix rows = embedding.colwise() - embedding.rowwise().mean();
    const float length = std::sqrt(static_cast<float>(rows.cols()));
    for (Index i = 0; i < rows.rows(); ++i)
        if (const float norm = rows.row(i).norm(); norm > 0) rows.row(i) *= length / norm;
    if (gain.size() == rows.cols()) rows.array().rowwise() *= gain.array();
    const RowVector mean = rows.colwise().mean();
    return rows.rowwise() - mean;
}

/// What weight(in, out) does to words: rows(V, C) are those of rows_as_met(). `reads` as of reads_stream():
/// the words lie along the directions that are taken in, or else along those that are given out; before and
/// after are empty then.
inline MatrixDirections matrix_directions(const Matrix& weight, const Matrix& rows, bool reads, int most = 8,
                                          int words = 6) {
    const SingularValues svd = singular_values(weight.cast<double>());
    const Index count = std::min<Index>(most, svd.values.size());
    MatrixDirections found;
    found.stretch = svd.values.head(count).cast<float>();
    found.energy =
        (svd.values.head(count).array().square() / std::max(svd.values.squaredNorm(), 1e-30)).cast<float>();
    const Eigen::MatrixXf directions = (reads ? svd.u : svd.v).leftCols(count).cast<float>();
    for (Index k = 0; k < count; ++k) found.words.push_back(words_along(rows, directions.col(k), words));
    if (!reads || count < 2) return found;
    found.before = rows * directions.leftCols(2);
    found.after = (rows * weight) * svd.v.leftCols(2).cast<float>();
    return found;
}

} // namespace wordfield::inline context
