// SPDX-License-Identifier: MIT
// Metric multidimensional scaling: a map whose distances come as near to those in the space as they can, in
// the sum of squares (stress). It begins as the classical solution (Torgerson 1952), which on Euclidean
// distances is the map of the principal components, and goes down from there by stress majorization (SMACOF;
// de Leeuw 1977), one Guttman transform a step. Of many rows only distances to landmarks count (de Silva &
// Tenenbaum 2004): landmarks are placed by their distances to each other, all other rows by theirs to the
// landmarks. They are spread evenly over the rows, not chosen far from each other as for triangulation: those
// would be the outliers. With 200 of 550 words as landmarks such a map has a stress of .400, one of an even
// sample .374, and one of all distances .372 (docs/benchmarks.md).
#pragma once

#include "model/core/thread_pool.hpp"
#include "model/map/projection.hpp"

#include <memory>
#include <vector>

namespace wordfield::inline map {

class MdsProjection : public Projection {
public:
    MdsProjection(int dims, int landmarks, int threads = 1);

    void set_rows(const Matrix& rows) override;
    /// One Guttman transform. False when nothing moves any more.
    bool step() override;
    /// Another number of landmarks: the map goes on from where it lies.
    bool adjust(const ProjectionConfig& config) override;
    [[nodiscard]] int steps_per_layout() const override { return 4; }
    [[nodiscard]] const Matrix& positions() const override { return positions_; }

    /// Rows whose distances to all others count.
    [[nodiscard]] const std::vector<Index>& landmarks() const { return landmarks_; }

private:
    void start_afresh();
    [[nodiscard]] std::vector<Index> rows_that_jumped(const Matrix& before) const;
    void place_at_nearest(const std::vector<Index>& jumped);
    void measure_distances();
    void measure_block(Index begin, Index end, const Matrix& marks);
    void guttman(Index begin, Index end, const Eigen::ArrayXXf& marks);
    void recentre();

    int dims_, wished_landmarks_;
    std::unique_ptr<ThreadPool> pool_;
    Matrix rows_;                  // (n, C)
    std::vector<Index> landmarks_; // (k) kept while rows move, so that the map does not jump
    Matrix distances_;             // (n, k) in the space
    Matrix positions_, next_;      // (n, dims)
    int since_news_ = 0;           // steps since the rows moved
    int quiet_ = 0;                // steps in a row in which next to nothing moved
    bool resting_ = true;
};

struct ProjectionInfo;
ProjectionInfo mds_info();

} // namespace wordfield::inline map
