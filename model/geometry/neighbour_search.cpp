// SPDX-License-Identifier: MIT
// Squared distances come from a tile of products at a time (|a|^2 + |b|^2 - 2ab); each row keeps the best of
// them. Which rows a row is compared with is decided in neighbour_clusters.cpp.
#include "model/geometry/neighbour_search.hpp"

#include "model/core/thread_pool.hpp"
#include "model/geometry/best_k.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

namespace wordfield::inline geometry {

namespace {

constexpr Index searched_rows = 64;   // rows that share a tile of products
constexpr Index tile_cols = 1024;  // 64 x 1024 floats stay in the second-level cache
constexpr Index first_step = 256;  // of the first tile, while a list still fills
constexpr Index blocks_a_step = 2; // per thread: some 15 ms where there are 50,000 rows
constexpr Index rows_a_cluster = 192, most_clusters = 2048;
constexpr float largest = std::numeric_limits<float>::max();
constexpr float longest_square = largest / 8; // of a row; no distance of shorter ones can overflow

// A distance that is no number is as far as can be: every row has its k neighbours.
float measurable(float distance) {
    return distance <= largest ? std::max(distance, 0.0F) : largest;
}

// MapKernels::collect for rows of any length: all of them, and every distance a number.
Index measure(const Candidates& among, Index n, float /*worst*/, std::int32_t* index, float* distance) {
    for (Index j = 0; j < n; ++j) {
        index[j] = static_cast<std::int32_t>(j);
        distance[j] = measurable(among.squares[j] - 2.0F * among.products[j] + among.square);
    }
    return n;
}

} // namespace

NeighbourSearch::Task::Task(std::vector<Index> rows, int k) : asked{std::move(rows)} {
    graph.n = std::ssize(asked);
    graph.k = k;
    graph.index.resize(asked.size() * static_cast<std::size_t>(k));
    graph.distance.resize(graph.index.size());
}

NeighbourSearch::NeighbourSearch(const Matrix& rows, std::span<const Index> asked, int k)
    : among_{{Range{0, rows.rows()}}}, compared_{rows.rows()} {
    task_.emplace(std::vector<Index>{asked.begin(), asked.end()}, possible(k, rows.rows()));
    compare_all(rows);
}

NeighbourSearch::NeighbourSearch(const Matrix& rows, int k, const Matrix& centres)
    : among_{{Range{0, rows.rows()}}}, compared_{rows.rows()} {
    task_.emplace(spread_sample(rows.rows(), rows.rows()), possible(k, rows.rows()));
    if (rows.rows() <= exact_up_to || task_->graph.k == 0) {
        compare_all(rows);
        return;
    }
    rows_ = rows; // packed once they lie cluster by cluster
    clusters_.emplace(rows_, std::min(rows_.rows() / rows_a_cluster, most_clusters), centres);
    clustering_ = true;
}

void NeighbourSearch::compare_all(const Matrix& rows) {
    if (task_->graph.k == 0) return;
    take_rows(rows);
    cut(*task_, 0, task_->graph.n, 0);
}

void NeighbourSearch::take_rows(Matrix rows) {
    rows_ = std::move(rows);
    squares_ = rows_.rowwise().squaredNorm();
    tame_ = (squares_.array() < longest_square).all();
    packed_.pack(view<float>(rows_.data(), rows_.rows(), rows_.cols()).transposed());
}

// The rows [begin, end) of a task, which are all compared with the same others.
void NeighbourSearch::cut(Task& task, Index begin, Index end, int among) const {
    for (Index from = begin; from < end; from += searched_rows)
        task.blocks.push_back({from, std::min(from + searched_rows, end), among});
}

// What a thread works in. Kept between blocks: fresh memory for each would cost more than the search in it.
struct NeighbourSearch::Work {
    std::vector<BestK> best{static_cast<std::size_t>(searched_rows)};
    Matrix queries, products;
    std::vector<std::int32_t> found;
    std::vector<float> distances;
};

void NeighbourSearch::search(Task& task, const Block& block) const {
    thread_local Work work;
    NeighbourGraph& graph = task.graph;
    for (BestK& list : work.best) list.restart(graph.k);
    const std::span<const Index> own = std::span{task.asked}.subspan(block.begin, block.end - block.begin);
    work.queries.resize(std::ssize(own), rows_.cols());
    work.products.resize(std::ssize(own), tile_cols);
    for (Index i = 0; i < std::ssize(own); ++i) work.queries.row(i) = rows_.row(own[i]);
    for (const Range& range : among_[block.among])
        for (Index from = range.begin; from < range.end; from += tile_cols) {
            const Range tile{from, std::min(from + tile_cols, range.end)};
            multiply(work.products.data(), work.products.cols(),
                     view<float>(work.queries.data(), work.queries.rows(), work.queries.cols()),
                     packed_.columns(tile.begin, tile.end));
            for (Index i = 0; i < std::ssize(own); ++i) offer_tile(work, i, own[i], tile);
        }
    for (Index i = block.begin; i < block.end; ++i)
        work.best[i - block.begin].write(graph.index.data() + i * graph.k,
                                         graph.distance.data() + i * graph.k);
}

// The rows of a tile to query i, which is the row `self`. While a list still fills, they are offered in bits,
// so that most of them need not be looked at either.
void NeighbourSearch::offer_tile(Work& work, Index i, Index self, Range tile) const {
    BestK& best = work.best[i];
    const Index width = tile.end - tile.begin;
    work.found.resize(width + 1);
    work.distances.resize(width + 1);
    for (Index at = 0, count = 0; at < width; at += count) {
        count = std::min(best.worst() < largest ? width : first_step, width - at);
        const Index first = tile.begin + at;
        const Candidates among{work.products.data() + i * work.products.cols() + at, squares_.data() + first,
                               squares_[self]};
        Index found = (tame_ ? map_kernels().collect : measure)(among, count, best.worst(), work.found.data(),
                                                                work.distances.data());
        for (Index j = 0; j < found; ++j) work.found[j] += static_cast<std::int32_t>(first);
        for (Index j = 0; j < found; ++j)
            if (work.found[j] == self) { // itself left out
                work.found[j] = work.found[--found];
                work.distances[j] = work.distances[found];
            }
        best.offer({work.distances.data(), static_cast<std::size_t>(found)},
                   {work.found.data(), static_cast<std::size_t>(found)});
    }
}

bool NeighbourSearch::step(ThreadPool& pool) {
    if (clustering_) {
        if (!clusters_->step(rows_, pool)) begin_sample();
        return true;
    }
    Task& task = sample_ ? *sample_ : *task_;
    const Index times = sample_ ? 1 : std::max<Index>(rows_.rows() / std::max<Index>(compared_, 1), 1);
    const Index blocks = std::min(std::ssize(task.blocks) - task.done, blocks_a_step * times * pool.size());
    pool.run(static_cast<int>(blocks), [&](int i) { search(task, task.blocks[task.done + i]); });
    task.done += blocks;
    if (task.done < std::ssize(task.blocks)) return true;
    if (sample_) {
        choose_clusters();
        return true;
    }
    number_by_rows();
    return false;
}

// Rows were kept cluster by cluster; whoever asked knows them by their numbers.
void NeighbourSearch::number_by_rows() {
    NeighbourGraph& found = task_->graph;
    found.recall = graph_.recall;
    found.recall_error = graph_.recall_error;
    if (!clusters_) {
        graph_ = std::move(found);
        return;
    }
    const std::vector<Index>& order = clusters_->order();
    graph_.n = found.n;
    graph_.k = found.k;
    graph_.index.resize(found.index.size());
    graph_.distance.resize(found.distance.size());
    for (Index i = 0; i < found.n; ++i)
        for (int j = 0; j < found.k; ++j) {
            const auto to = static_cast<std::size_t>(order[i] * found.k + j);
            const auto from = static_cast<std::size_t>(i * found.k + j);
            graph_.index[to] = static_cast<int>(order[found.index[from]]);
            graph_.distance[to] = found.distance[from];
        }
}

// The clusters and the sample are counted as a tenth.
float NeighbourSearch::progress() const {
    if (task_->graph.n == 0) return 1.0F;
    if (clustering_ || sample_) return 0.05F;
    const float done = task_->blocks.empty()
                           ? 1.0F
                           : static_cast<float>(task_->done) / static_cast<float>(std::ssize(task_->blocks));
    return clusters_ ? 0.1F + 0.9F * done : done;
}

NeighbourGraph nearest_neighbours(const Matrix& rows, int k, ThreadPool& pool) {
    return nearest_neighbours_of(rows, spread_sample(rows.rows(), rows.rows()), k, pool);
}

NeighbourGraph nearest_neighbours_of(const Matrix& rows, std::span<const Index> asked, int k,
                                     ThreadPool& pool) {
    NeighbourSearch search{rows, asked, k};
    while (search.step(pool)) {
    }
    return search.take();
}

std::vector<Index> spread_sample(Index n, Index most) {
    const Index count = std::min(n, most);
    std::vector<Index> chosen(static_cast<std::size_t>(count));
    for (Index i = 0; i < count; ++i) chosen[i] = i * n / count;
    return chosen;
}

} // namespace wordfield::inline geometry
