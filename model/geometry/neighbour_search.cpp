// SPDX-License-Identifier: MIT
// The exact neighbour graph. Squared distances come from a tile of products at a time (|a|^2 + |b|^2 - 2ab),
// each row keeps a short list of candidates and throws away what cannot be among the k best whenever the list
// grows long.
#include "model/core/thread_pool.hpp"
#include "model/geometry/neighbours.hpp"

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

NeighbourSearch::NeighbourSearch(const Matrix& rows, int k)
    : NeighbourSearch{rows, spread_sample(rows.rows(), rows.rows()), k} {}

NeighbourSearch::NeighbourSearch(const Matrix& rows, std::span<const Index> asked, int k)
    : rows_{rows}, squares_{rows.rowwise().squaredNorm()}, tame_{(squares_.array() < longest_square).all()},
      asked_{asked.begin(), asked.end()} {
    graph_.n = static_cast<Index>(asked.size());
    graph_.k = static_cast<int>(std::clamp<Index>(k, 0, std::max<Index>(rows.rows() - 1, 0)));
    graph_.index.resize(static_cast<std::size_t>(graph_.n * graph_.k));
    graph_.distance.resize(graph_.index.size());
    if (graph_.k == 0) done_ = graph_.n;
    if (graph_.k > 0) packed_.pack(view<float>(rows_.data(), rows_.rows(), rows_.cols()).transposed());
}

// What a thread works in. Kept between blocks: fresh memory for each would cost more than the search in it.
struct NeighbourSearch::Work {
    std::vector<BestK> best{static_cast<std::size_t>(block_rows)};
    Matrix queries, products;
    std::vector<std::int32_t> found;
    std::vector<float> distances;
};

void NeighbourSearch::search_block(Index begin, Index end) {
    thread_local Work work;
    for (BestK& list : work.best) list.restart(graph_.k);
    const Index n = rows_.rows();
    const std::span<const Index> own = std::span{asked_}.subspan(begin, end - begin);
    work.queries.resize(std::ssize(own), rows_.cols());
    work.products.resize(std::ssize(own), std::min(tile_cols, n));
    for (Index i = 0; i < std::ssize(own); ++i) work.queries.row(i) = rows_.row(own[i]);
    for (Index from = 0; from < n; from += tile_cols) {
        const Index width = std::min(tile_cols, n - from);
        multiply(work.products.data(), work.products.cols(),
                 view<float>(work.queries.data(), work.queries.rows(), work.queries.cols()),
                 packed_.columns(from, from + width));
        for (Index i = 0; i < std::ssize(own); ++i) offer_tile(work, i, own[i], from, width);
    }
    for (Index i = begin; i < end; ++i)
        work.best[i - begin].write(graph_.index.data() + i * graph_.k, graph_.distance.data() + i * graph_.k);
}

// The rows [from, from + width) to query i, which is the row `self`. The first tile is offered in bits, so
// that most of it need not be looked at either.
void NeighbourSearch::offer_tile(Work& work, Index i, Index self, Index from, Index width) {
    BestK& best = work.best[i];
    const Index step = from == 0 ? first_step : width;
    work.found.resize(width + 1);
    work.distances.resize(width + 1);
    for (Index at = 0; at < width; at += step) {
        const Index count = std::min(step, width - at), first = from + at;
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
    const Index left = (graph_.n - done_ + block_rows - 1) / block_rows;
    const Index blocks = std::min(left, blocks_a_step * pool.size());
    pool.run(static_cast<int>(blocks), [&](int block) {
        const Index begin = done_ + block * block_rows;
        search_block(begin, std::min(begin + block_rows, graph_.n));
    });
    done_ = std::min(done_ + blocks * block_rows, graph_.n);
    return done_ < graph_.n;
}

float NeighbourSearch::progress() const {
    return graph_.n == 0 ? 1.0F : static_cast<float>(done_) / static_cast<float>(graph_.n);
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
