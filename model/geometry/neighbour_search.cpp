// SPDX-License-Identifier: MIT
// The exact neighbour graph. Squared distances come from a tile of products at a time (|a|^2 + |b|^2 - 2ab),
// each row keeps a short list of candidates and throws away all but the k best whenever the list is full.
#include "model/core/thread_pool.hpp"
#include "model/geometry/neighbours.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>

namespace wordfield {

namespace {

constexpr Index block_rows = 64;   // rows that share a tile of products
constexpr Index tile_cols = 1024;  // 64 x 1024 floats stay in the second-level cache
constexpr Index blocks_a_step = 8; // one step of a search of 50,000 rows is then some 40 ms

/// The k smallest (distance, row) pairs seen so far. A pair is one integer: floats that are not negative
/// order like their bits, so that comparing two pairs is one comparison, and ties go to the smaller row.
class BestK {
public:
    explicit BestK(int k) : k_{static_cast<std::size_t>(k)} { pairs_.reserve(capacity()); }

    void offer(float distance, Index row) {
        if (distance > worst_) return;
        pairs_.push_back(std::uint64_t{std::bit_cast<std::uint32_t>(distance)} << 32U |
                         static_cast<std::uint32_t>(row));
        if (pairs_.size() == capacity()) shrink();
    }

    void write(int* index, float* distance) {
        std::partial_sort(pairs_.begin(), pairs_.begin() + static_cast<std::ptrdiff_t>(k_), pairs_.end());
        for (std::size_t i = 0; i < k_; ++i) {
            index[i] = static_cast<int>(pairs_[i] & 0xffffffffU);
            distance[i] = std::bit_cast<float>(static_cast<std::uint32_t>(pairs_[i] >> 32U));
        }
    }

private:
    [[nodiscard]] std::size_t capacity() const { return 3 * k_ + 16; }

    void shrink() {
        const auto last = pairs_.begin() + static_cast<std::ptrdiff_t>(k_) - 1;
        std::nth_element(pairs_.begin(), last, pairs_.end());
        worst_ = std::bit_cast<float>(static_cast<std::uint32_t>(*last >> 32U));
        pairs_.resize(k_);
    }

    std::size_t k_;
    float worst_ = std::numeric_limits<float>::infinity();
    std::vector<std::uint64_t> pairs_;
};

} // namespace

NeighbourSearch::NeighbourSearch(const Matrix& rows, int k)
    : rows_{rows}, squares_{rows.rowwise().squaredNorm()} {
    graph_.n = rows.rows();
    graph_.k = static_cast<int>(std::clamp<Index>(k, 0, std::max<Index>(graph_.n - 1, 0)));
    graph_.index.resize(static_cast<std::size_t>(graph_.n * graph_.k));
    graph_.distance.resize(graph_.index.size());
    if (graph_.k == 0) done_ = graph_.n;
}

void NeighbourSearch::search_block(Index begin, Index end) {
    std::vector<BestK> best(static_cast<std::size_t>(end - begin), BestK{graph_.k});
    Matrix products(end - begin, std::min(tile_cols, graph_.n));
    for (Index from = 0; from < graph_.n; from += tile_cols) {
        const Index width = std::min(tile_cols, graph_.n - from);
        products.leftCols(width).noalias() =
            rows_.middleRows(begin, end - begin) * rows_.middleRows(from, width).transpose();
        for (Index i = begin; i < end; ++i) {
            auto distances = products.row(i - begin).head(width);
            distances = (squares_.segment(from, width).transpose() - 2.0F * distances).array() + squares_[i];
            BestK& list = best[static_cast<std::size_t>(i - begin)];
            for (Index j = 0; j < width; ++j)
                if (from + j != i) list.offer(std::max(distances[j], 0.0F), from + j);
        }
    }
    for (Index i = begin; i < end; ++i)
        best[static_cast<std::size_t>(i - begin)].write(graph_.index.data() + i * graph_.k,
                                                        graph_.distance.data() + i * graph_.k);
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
    NeighbourSearch search{rows, k};
    while (search.step(pool)) {
    }
    return search.take();
}

} // namespace wordfield
