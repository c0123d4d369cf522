// SPDX-License-Identifier: MIT
// Rows in many small clusters, so that who looks for neighbours need not look everywhere (an inverted file:
// Sivic & Zisserman 2003; Jégou, Douze & Schmid 2011). k-means on a sample of the rows, in pieces that can be
// done beside other work; the same rows give the same clusters, whatever the number of threads.
#pragma once

#include "model/core/matrix.hpp"
#include "model/kernels/packed.hpp"

#include <span>
#include <vector>

namespace wordfield::inline core {
class ThreadPool;
} // namespace wordfield::inline core

namespace wordfield::inline geometry {

class RowClusters {
public:
    /// `count` clusters, at least 1; `start`(m, C) are centres to begin with, of rows that have moved a
    /// little since: as many as they are is the count then. With no rows in it: from scratch.
    RowClusters(const Matrix& rows, Index count, const Matrix& start);
    /// The next piece of work on the rows(n, C) that it was made for. False when all is done.
    bool step(const Matrix& rows, ThreadPool& pool);

    // Once step() has returned false:
    [[nodiscard]] Index count() const { return centres_.rows(); }
    [[nodiscard]] const Matrix& centres() const { return centres_; } ///< (m, C)
    /// Row numbers, cluster by cluster, each in rising order: (n).
    [[nodiscard]] const std::vector<Index>& order() const { return order_; }
    /// Where in order() each cluster begins: (m + 1).
    [[nodiscard]] const std::vector<Index>& begin() const { return begin_; }
    /// The `most` clusters whose centres are nearest to that of `cluster`, itself first.
    [[nodiscard]] std::vector<int> nearest(Index cluster, Index most) const;

private:
    void pack_centres();
    void assign(const Matrix& rows, std::span<const Index> asked, std::vector<int>& cluster,
                ThreadPool& pool) const;
    void recentre(const Matrix& rows);
    void sort_rows(const std::vector<int>& cluster);

    Matrix centres_;
    Packed<float> packed_;      // (C, m)
    RowVector halves_;          // (m) half the squared lengths of the centres
    std::vector<Index> sample_; // rows that the centres are found with
    std::vector<int> sampled_;  // the cluster of each
    std::vector<Index> order_, begin_;
    int rounds_left_;
};

} // namespace wordfield::inline geometry
