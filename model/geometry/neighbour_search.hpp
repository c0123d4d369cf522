// SPDX-License-Identifier: MIT
// The neighbour graph in pieces, so that one of many rows can be made beside other work.
#pragma once

#include "model/geometry/neighbours.hpp"
#include "model/geometry/row_clusters.hpp"
#include "model/kernels/packed.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace wordfield::inline geometry {

/// Exact: every row is compared with all. Above `exact_up_to` rows, of whom all neighbours are wanted,
/// approximate: rows are put into clusters, and each is compared with those in the clusters nearest to its
/// own. Of some rows the ten nearest are found exactly first, and so many clusters looked at that `wanted` of
/// them are found; where that would be most of all clusters, the search is exact.
class NeighbourSearch {
public:
    static constexpr Index exact_up_to = 20000;
    static constexpr float wanted_recall = 0.98F;

    /// Keeps two copies of rows(n, C). Looks for the neighbours of `asked` among all
    /// rows, exactly.
    NeighbourSearch(const Matrix& rows, std::span<const Index> asked, int k);
    /// Looks for the neighbours of all rows. `centres` are those of an earlier search among rows that have
    /// moved a little; none (0 rows) where there was none.
    NeighbourSearch(const Matrix& rows, int k, const Matrix& centres = {});
    /// Finds the neighbours of some more rows. False when there are none left to do.
    bool step(ThreadPool& pool);
    [[nodiscard]] float progress() const;
    /// The finished graph; call once, after step() has returned false.
    [[nodiscard]] NeighbourGraph take() { return std::move(graph_); }
    /// Whether every row was compared with all.
    [[nodiscard]] bool exact() const { return exact_; }
    /// (m, C) of the clusters; 0 rows where there are none.
    [[nodiscard]] Matrix centres() const { return clusters_ ? clusters_->centres() : Matrix{}; }

private:
    struct Work;
    /// Rows [begin, end) in the order in which they are kept.
    struct Range {
        Index begin, end;
    };
    /// Some of a task's rows, which are compared with the same others.
    struct Block {
        Index begin, end;
        int among; ///< which of `among_` they are compared with
    };
    /// Rows whose neighbours are looked for.
    struct Task {
        std::vector<Index> asked;
        NeighbourGraph graph; ///< entry i belongs to row asked[i]
        std::vector<Block> blocks;
        Index done = 0; ///< of the blocks
        Task(std::vector<Index> rows, int k);
    };
    /// Of n rows each has n - 1 others.
    static int possible(int k, Index n) {
        return static_cast<int>(std::clamp<Index>(k, 0, std::max<Index>(n - 1, 0)));
    }
    void compare_all(const Matrix& rows);
    void take_rows(Matrix rows);
    void cut(Task& task, Index begin, Index end, int among) const;
    void begin_sample();
    void choose_clusters();
    [[nodiscard]] Index clusters_needed(const std::vector<std::vector<int>>& nearest);
    [[nodiscard]] std::vector<Range> ranges_of(std::span<const int> clusters) const;
    void search(Task& task, const Block& block) const;
    void offer_tile(Work& work, Index i, Index self, Range tile) const;
    void number_by_rows();

    Matrix rows_;
    Packed<float> packed_;    // (C, n): rows_ as the right-hand factor
    Eigen::VectorXf squares_; // (n) squared lengths
    bool tame_ = true;        // all distances are numbers
    std::optional<Task> task_, sample_;
    std::vector<std::vector<Range>> among_; // what blocks are compared with
    Index compared_ = 0;                    // rows that one is compared with, on average
    std::optional<RowClusters> clusters_;   // null where the search is exact
    bool clustering_ = false;
    bool exact_ = true;
    NeighbourGraph graph_;
};

} // namespace wordfield::inline geometry
