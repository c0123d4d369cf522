// SPDX-License-Identifier: MIT
#include "model/geometry/row_clusters.hpp"

#include "model/core/thread_pool.hpp"
#include "model/geometry/neighbours.hpp"

#include <algorithm>
#include <numeric>

namespace wordfield::inline geometry {

namespace {

constexpr int rounds = 6, rounds_from_start = 1; // of k-means; more bring next to nothing
constexpr Index rows_a_centre = 48;              // in the sample
constexpr Index part_rows = 128;                 // that share a tile of products

} // namespace

RowClusters::RowClusters(const Matrix& rows, Index count, const Matrix& start) {
    const bool goes_on = start.rows() > 0 && start.cols() == rows.cols();
    if (goes_on) {
        centres_ = start;
    } else {
        centres_.resize(std::min(count, rows.rows()), rows.cols());
        const std::vector<Index> chosen = spread_sample(rows.rows(), centres_.rows());
        for (Index c = 0; c < centres_.rows(); ++c) centres_.row(c) = rows.row(chosen[c]);
    }
    rounds_left_ = goes_on ? rounds_from_start : rounds;
    sample_ = spread_sample(rows.rows(), rows_a_centre * centres_.rows());
}

void RowClusters::pack_centres() {
    packed_.pack(view<float>(centres_.data(), centres_.rows(), centres_.cols()).transposed());
    halves_ = 0.5F * centres_.rowwise().squaredNorm().transpose();
}

bool RowClusters::step(const Matrix& rows, ThreadPool& pool) {
    pack_centres();
    if (rounds_left_ > 0) {
        --rounds_left_;
        assign(rows, sample_, sampled_, pool);
        recentre(rows);
        return true;
    }
    std::vector<Index> all(static_cast<std::size_t>(rows.rows()));
    std::iota(all.begin(), all.end(), Index{0});
    std::vector<int> cluster;
    assign(rows, all, cluster, pool);
    sort_rows(cluster);
    return false;
}

// The nearest centre is the one with the largest x.c - |c|^2 / 2.
void RowClusters::assign(const Matrix& rows, std::span<const Index> asked, std::vector<int>& cluster,
                         ThreadPool& pool) const {
    cluster.assign(asked.size(), 0);
    const Index parts = (std::ssize(asked) + part_rows - 1) / part_rows;
    pool.run(static_cast<int>(parts), [&](int part) {
        thread_local Matrix queries, products;
        const Index from = part * part_rows, n = std::min(part_rows, std::ssize(asked) - from);
        queries.resize(n, rows.cols());
        products.resize(n, centres_.rows());
        for (Index i = 0; i < n; ++i) queries.row(i) = rows.row(asked[from + i]);
        multiply(products.data(), products.cols(), view<float>(queries.data(), n, queries.cols()), packed_);
        for (Index i = 0; i < n; ++i) {
            auto row = products.row(i);
            row -= halves_;
            const float most = row.maxCoeff(); // with its place it would go number by number
            const float* at = std::find(row.data(), row.data() + row.size(), most);
            if (at != row.data() + row.size()) cluster[from + i] = static_cast<int>(at - row.data());
        }
    });
}

// A centre without any rows begins anew at one of the sample's: rows may have moved far, or be others
// altogether. A row that is no number moves none.
void RowClusters::recentre(const Matrix& rows) {
    Matrix sums = Matrix::Zero(centres_.rows(), rows.cols());
    std::vector<int> sizes(static_cast<std::size_t>(centres_.rows()), 0);
    for (std::size_t i = 0; i < sample_.size(); ++i) {
        const auto row = rows.row(sample_[i]);
        if (!row.allFinite()) continue;
        sums.row(sampled_[i]) += row;
        ++sizes[sampled_[i]];
    }
    Index empty = 0;
    for (Index c = 0; c < sums.rows(); ++c) {
        if (sizes[c] > 0)
            centres_.row(c) = sums.row(c) / static_cast<float>(sizes[c]);
        else
            centres_.row(c) = rows.row(
                sample_[static_cast<std::size_t>(++empty * std::ssize(sample_) / (sums.rows() + 1))]);
    }
    if (2 * empty > sums.rows()) rounds_left_ = std::min(rounds_left_ + rounds, rounds); // as from scratch
}

void RowClusters::sort_rows(const std::vector<int>& cluster) {
    begin_.assign(static_cast<std::size_t>(count()) + 1, 0);
    for (const int c : cluster) ++begin_[static_cast<std::size_t>(c) + 1];
    std::partial_sum(begin_.begin(), begin_.end(), begin_.begin());
    std::vector<Index> next{begin_.begin(), begin_.end() - 1};
    order_.resize(cluster.size());
    for (std::size_t i = 0; i < cluster.size(); ++i) order_[next[cluster[i]]++] = static_cast<Index>(i);
}

std::vector<int> RowClusters::nearest(Index cluster, Index most) const {
    const Eigen::VectorXf closeness = centres_ * centres_.row(cluster).transpose() - halves_.transpose();
    std::vector<int> clusters(static_cast<std::size_t>(count()));
    std::iota(clusters.begin(), clusters.end(), 0);
    const auto nearer = [&](int a, int b) {
        if ((a == cluster) != (b == cluster)) return a == cluster;
        return closeness[a] > closeness[b] || (closeness[a] == closeness[b] && a < b);
    };
    const auto last = clusters.begin() + std::min(most, count());
    std::partial_sort(clusters.begin(), last, clusters.end(), nearer);
    clusters.erase(last, clusters.end());
    return clusters;
}

} // namespace wordfield::inline geometry
