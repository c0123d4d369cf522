// SPDX-License-Identifier: MIT
// The approximate half of the search: rows are compared with those of the clusters nearest to their own, and
// how many clusters that must be is measured on a sample.
#include "model/geometry/neighbour_search.hpp"

#include <algorithm>
#include <cmath>

namespace wordfield::inline geometry {

namespace {

constexpr Index sample_rows = 512;    // of which the recall is measured,
constexpr int sample_neighbours = 10; // with so many neighbours each

} // namespace

// From here on rows lie cluster by cluster. Of some, the ten nearest are looked for among all.
void NeighbourSearch::begin_sample() {
    clustering_ = false;
    Matrix sorted(rows_.rows(), rows_.cols());
    for (Index i = 0; i < sorted.rows(); ++i) sorted.row(i) = rows_.row(clusters_->order()[i]);
    take_rows(std::move(sorted));
    sample_.emplace(spread_sample(rows_.rows(), sample_rows), possible(sample_neighbours, rows_.rows()));
    cut(*sample_, 0, sample_->graph.n, 0);
}

// How many of the clusters nearest to its own a row is compared with, so that enough of the sample's
// neighbours are found: 0 for all of them.
Index NeighbourSearch::clusters_needed(const std::vector<std::vector<int>>& nearest) {
    const std::vector<Index>& begin = clusters_->begin();
    const auto cluster_of = [&](Index row) {
        return std::upper_bound(begin.begin(), begin.end(), row) - begin.begin() - 1;
    };
    const auto most = std::ssize(nearest.front());
    const int k = sample_->graph.k;
    std::vector<double> found(static_cast<std::size_t>(most) + 1, 0.0), squares(found);
    for (Index i = 0; i < sample_->graph.n; ++i) {
        std::vector<int> here(found.size(), 0); // neighbours that the p-th cluster brings, at p + 1
        const std::vector<int>& order = nearest[cluster_of(sample_->asked[i])];
        for (const int neighbour : sample_->graph.neighbours(i)) {
            const auto at = std::find(order.begin(), order.end(), cluster_of(neighbour)) - order.begin();
            if (at < most) ++here[at + 1];
        }
        for (Index p = 1; p <= most; ++p) {
            here[p] += here[p - 1];
            const double share = static_cast<double>(here[p]) / k;
            found[p] += share;
            squares[p] += share * share;
        }
    }
    const auto n = static_cast<double>(sample_->graph.n);
    for (Index p = 1; p <= most; ++p) {
        const double recall = found[p] / n;
        if (recall < wanted_recall) continue;
        graph_.recall = static_cast<float>(recall);
        graph_.recall_error =
            static_cast<float>(std::sqrt(std::max(squares[p] / n - recall * recall, 0.0) / n));
        return p;
    }
    return 0;
}

void NeighbourSearch::choose_clusters() {
    const Index count = clusters_->count();
    std::vector<std::vector<int>> nearest;
    for (Index c = 0; c < count; ++c) nearest.push_back(clusters_->nearest(c, (count + 2) / 3));
    const Index needed = clusters_needed(nearest);
    sample_.reset();
    if (needed == 0) {
        cut(*task_, 0, task_->graph.n, 0);
        return;
    }
    exact_ = false;
    among_.clear();
    double compared = 0.0;
    const Index least = 3 * static_cast<Index>(task_->graph.k);
    for (Index c = 0; c < count; ++c) {
        const Index own = clusters_->begin()[c + 1] - clusters_->begin()[c];
        Index rows = 0, taken = 0;
        for (const int other : nearest[c]) { // as many as are needed, and rows enough to choose from
            if (taken >= needed && rows > least) break;
            rows += clusters_->begin()[other + 1] - clusters_->begin()[other];
            ++taken;
        }
        compared += static_cast<double>(own) * static_cast<double>(rows);
        const bool too_few = rows <= task_->graph.k;
        among_.push_back(too_few ? std::vector<Range>{{0, rows_.rows()}}
                                 : ranges_of(std::span{nearest[c]}.first(taken)));
        cut(*task_, clusters_->begin()[c], clusters_->begin()[c + 1], static_cast<int>(c));
    }
    compared_ = std::max<Index>(static_cast<Index>(compared / static_cast<double>(rows_.rows())), 1);
}

// Whole panels of the packed rows, each row once.
auto NeighbourSearch::ranges_of(std::span<const int> clusters) const -> std::vector<Range> {
    const Index panel = Packed<float>::panel_columns();
    std::vector<Range> ranges;
    for (const int c : clusters) {
        const Index begin = clusters_->begin()[c], end = clusters_->begin()[c + 1];
        if (begin == end) continue;
        ranges.push_back({begin / panel * panel, std::min((end + panel - 1) / panel * panel, rows_.rows())});
    }
    std::ranges::sort(ranges, {}, &Range::begin);
    std::vector<Range> merged;
    for (const Range& range : ranges) {
        if (!merged.empty() && range.begin <= merged.back().end)
            merged.back().end = std::max(merged.back().end, range.end);
        else
            merged.push_back(range);
    }
    return merged;
}

} // namespace wordfield::inline geometry
