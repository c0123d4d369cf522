// SPDX-License-Identifier: MIT
// Squared distances of directions are 2 - 2 cos: the lists and kernels of the neighbour search serve.
#include "model/comparison/nearest_directions.hpp"

#include "model/core/thread_pool.hpp"
#include "model/geometry/best_k.hpp"
#include "model/kernels/packed.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>

namespace wordfield::inline comparison {
namespace {

constexpr Index tile_rows = 1024; // that are compared with all who ask
constexpr Index asking_rows = 64; // whose products with a tile stay in the second-level cache
constexpr Index first_bit = 256;  // of the first tile, while a list still fills

/// Who asks, and what they have found so far.
class Search {
public:
    Search(const UnitRows& rows, std::span<const Index> asked, int k)
        : rows_{rows}, asked_{asked}, k_{k}, best_(asked.size()), ones_{Eigen::VectorXf::Ones(tile_rows)} {
        queries_.resize(std::ssize(asked), rows.width());
        for (Index i = 0; i < std::ssize(asked); ++i) queries_.row(i) = rows.row(asked[i]);
        for (BestK& list : best_) list.restart(k);
    }

    void look_at(Index begin, Index end, ThreadPool& pool) {
        rows_.write(begin, end, tile_);
        packed_.pack(view<float>(tile_.data(), tile_.rows(), tile_.cols()).transposed());
        const Index blocks = (std::ssize(asked_) + asking_rows - 1) / asking_rows;
        pool.run(static_cast<int>(blocks), [&](int block) { compare(block * asking_rows, begin); });
    }

    [[nodiscard]] NeighbourLists found() {
        NeighbourLists lists(std::ssize(asked_), k_);
        std::vector<float> distances(static_cast<std::size_t>(k_));
        for (Index i = 0; i < lists.rows(); ++i) best_[i].write(lists.row(i).data(), distances.data());
        return lists;
    }

private:
    struct Work {
        Matrix products;
        std::vector<std::int32_t> index;
        std::vector<float> distance;
    };

    void compare(Index from, Index tile_begin) {
        thread_local Work work;
        const Index count = std::min(asking_rows, std::ssize(asked_) - from);
        work.products.resize(count, tile_.rows());
        multiply(work.products.data(), work.products.cols(),
                 view<float>(queries_.data() + from * queries_.cols(), count, queries_.cols()), packed_);
        for (Index i = 0; i < count; ++i)
            offer(work, work.products.data() + i * work.products.cols(), from + i, tile_begin);
    }

    void offer(Work& work, const float* products, Index who, Index tile_begin) {
        BestK& best = best_[who];
        const Index width = tile_.rows();
        work.index.resize(static_cast<std::size_t>(width) + 1);
        work.distance.resize(static_cast<std::size_t>(width) + 1);
        for (Index at = 0, count = 0; at < width; at += count) {
            const bool fills = best.worst() == std::numeric_limits<float>::max();
            count = std::min(fills ? first_bit : width, width - at);
            Index found = map_kernels().collect({products + at, ones_.data(), 1.0F}, count, best.worst(),
                                                work.index.data(), work.distance.data());
            for (Index j = 0; j < found; ++j) work.index[j] += static_cast<std::int32_t>(tile_begin + at);
            for (Index j = 0; j < found; ++j)
                if (work.index[j] == asked_[who]) { // itself left out
                    work.index[j] = work.index[--found];
                    work.distance[j] = work.distance[found];
                }
            best.offer({work.distance.data(), static_cast<std::size_t>(found)},
                       {work.index.data(), static_cast<std::size_t>(found)});
        }
    }

    const UnitRows& rows_;
    std::span<const Index> asked_;
    int k_;
    std::vector<BestK> best_;
    Eigen::VectorXf ones_; ///< squared lengths
    Matrix queries_, tile_;
    Packed<float> packed_;
};

} // namespace

NeighbourLists nearest_directions(const UnitRows& rows, std::span<const Index> asked, int k, ThreadPool& pool,
                                  const std::stop_token& stop) {
    k = static_cast<int>(std::clamp<Index>(k, 0, std::max<Index>(rows.size() - 1, 0)));
    if (k == 0 || asked.empty()) return NeighbourLists(std::ssize(asked), 0);
    Search search{rows, asked, k};
    for (Index from = 0; from < rows.size(); from += tile_rows) {
        if (stop.stop_requested()) return NeighbourLists(0, k);
        search.look_at(from, std::min(from + tile_rows, rows.size()), pool);
    }
    return search.found();
}

} // namespace wordfield::inline comparison
