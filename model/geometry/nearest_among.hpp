// SPDX-License-Identifier: MIT
// Which of some rows lie nearest to rows that are not among them, exactly, by blocks of matrix products.
#pragma once

#include "model/core/matrix.hpp"
#include "model/kernels/packed.hpp"

namespace wordfield::inline geometry {

class NearestAmong {
public:
    static constexpr Index block_rows = 64; ///< of queries, at most, that are asked about at once

    /// Keeps a copy of rows(n, C).
    explicit NearestAmong(const Matrix& rows);
    [[nodiscard]] Index rows() const { return squares_.size(); }

    /// The k nearest rows, 1 <= k <= n, of each of queries(q, C), q <= block_rows, by squared Euclidean
    /// distance: index(q, k) and distance(q, k) are filled, the nearest at the front, equal distances in the
    /// order of the rows. A distance that is no number, or none that a float can hold, counts as the
    /// farthest. Any number of threads at once.
    void find(const Matrix& queries, int k, int* index, float* distance) const;

private:
    Packed<float> packed_;    // (C, n)
    Eigen::VectorXf squares_; // (n) squared lengths
    bool tame_ = true;        // all distances among them are numbers
};

} // namespace wordfield::inline geometry
