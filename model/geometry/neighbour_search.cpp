// SPDX-License-Identifier: MIT
// Squared distances come from a tile of products at a time (|a|^2 + |b|^2 - 2ab),
// each row keeps a short list of candidates and throws away what cannot be among the k best whenever the list
// grows long.
#include "model/geometry/neighbour_search.hpp"

#include "model/core/thread_pool.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

namespace wordfield::inline geometry {

namespace {

constexpr Index block_rows = 64;   // rows that share a tile of products
constexpr Index tile_cols = 1024;  // 64 x 1024 floats stay in the second-level cache
constexpr Index first_step = 256;  // of the first tile, while a list still fills
constexpr Index blocks_a_step = 2; // per thread: some 15 ms where there are 50,000 rows
constexpr Index rows_a_cluster = 192, most_clusters = 2048;
constexpr Index sample_rows = 512;    // of which the recall is measured,
constexpr int sample_neighbours = 10; // with so many neighbours each
constexpr float largest = std::numeric_limits<float>::max();
constexpr float longest_square = largest / 8; // of a row; no distance of shorter ones can overflow

int possible(int k, Index n) {
    return static_cast<int>(std::clamp<Index>(k, 0, std::max<Index>(n - 1, 0)));
}

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

/// The k smallest (distance, row) pairs seen so far, and some more. A pair is one integer: floats that are
/// not negative order like their bits, so that comparing two pairs is one comparison, and ties go to the
/// smaller row.
class BestK {
public:
    /// Forgets what it saw, but keeps its memory.
    void restart(int k) {
        k_ = static_cast<std::size_t>(k);
        size_ = 0;
        worst_ = std::numeric_limits<float>::max();
    }

    /// Distances of some rows.
    void offer(std::span<const float> distances, std::span<const std::int32_t> rows) {
        pairs_.resize(std::max(pairs_.size(), size_ + distances.size()));
        for (std::size_t j = 0; j < distances.size(); ++j) pairs_[size_++] = pair(distances[j], rows[j]);
        if (size_ > 2 * k_) shrink();
    }

    /// Nothing that is farther away need be offered.
    [[nodiscard]] float worst() const { return worst_; }

    void write(int* index, float* distance) {
        std::sort(pairs_.begin(), pairs_.begin() + static_cast<std::ptrdiff_t>(size_));
        for (std::size_t i = 0; i < k_; ++i) {
            index[i] = static_cast<int>(pairs_[i] & 0xffffffffU);
            distance[i] = distance_of(pairs_[i]);
        }
    }

private:
    static std::uint64_t pair(float distance, Index row) {
        return std::uint64_t{std::bit_cast<std::uint32_t>(distance)} << 32U | static_cast<std::uint32_t>(row);
    }
    static float distance_of(std::uint64_t pair) {
        return std::bit_cast<float>(static_cast<std::uint32_t>(pair >> 32U));
    }

    // Counts the distances in equal steps and keeps those up to the step in which the k-th lies.
    void shrink() {
        float low = std::numeric_limits<float>::max();
        float high = 0.0F;
        for (std::size_t i = 0; i < size_; ++i) {
            low = std::min(low, distance_of(pairs_[i]));
            high = std::max(high, distance_of(pairs_[i]));
        }
        if (low == high) return;
        constexpr int steps = 256;
        const float scale = static_cast<float>(steps - 1) / (high - low);
        if (!std::isfinite(scale)) return sort_out(); // nearer to each other than a float can divide by
        const auto step_of = [&](std::uint64_t p) {
            return static_cast<int>((distance_of(p) - low) * scale);
        };
        std::array<std::uint32_t, steps> count{};
        for (std::size_t i = 0; i < size_; ++i) ++count[step_of(pairs_[i])];
        int last = 0;
        for (std::size_t below = count[0]; below < k_; below += count[last]) ++last;
        std::size_t kept = 0;
        float worst = 0.0F;
        for (std::size_t i = 0; i < size_; ++i) {
            const std::uint64_t p = pairs_[i];
            const bool keep = step_of(p) <= last;
            pairs_[kept] = p;
            kept += keep ? 1 : 0;
            worst = keep ? std::max(worst, distance_of(p)) : worst;
        }
        size_ = kept;
        worst_ = worst;
    }

    // The same by comparing, for distances that cannot be counted in steps.
    void sort_out() {
        const auto kth = pairs_.begin() + static_cast<std::ptrdiff_t>(k_) - 1;
        std::nth_element(pairs_.begin(), kth, pairs_.begin() + static_cast<std::ptrdiff_t>(size_));
        size_ = k_;
        worst_ = distance_of(*kth);
    }

    std::size_t k_ = 0;
    std::size_t size_ = 0;
    float worst_ = std::numeric_limits<float>::max();
    std::vector<std::uint64_t> pairs_; // the first size_ are filled
};

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
    for (Index from = begin; from < end; from += block_rows)
        task.blocks.push_back({from, std::min(from + block_rows, end), among});
}

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

// What a thread works in. Kept between blocks: fresh memory for each would cost more than the search in it.
struct NeighbourSearch::Work {
    std::vector<BestK> best{static_cast<std::size_t>(block_rows)};
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
