// SPDX-License-Identifier: MIT
#include "model/geometry/nearest_among.hpp"

#include "model/geometry/best_k.hpp"

#include <algorithm>
#include <cassert>
#include <limits>

namespace wordfield::inline geometry {
namespace {

constexpr Index among_columns = 1024; // 64 x 1024 products stay in the second-level cache
constexpr float farthest = std::numeric_limits<float>::max();
constexpr float longest_tame = farthest / 8; // squared; no distance of shorter rows can overflow

// What a thread works in.
struct AmongRoom {
    std::vector<BestK> best{static_cast<std::size_t>(NearestAmong::block_rows)};
    Matrix products;
    std::vector<std::int32_t> found;
    std::vector<float> distances;
};

// MapKernels::collect where a distance may be none that a float can hold: all of them.
Index collect_any(const Candidates& among, Index n, std::int32_t* index, float* distance) {
    for (Index j = 0; j < n; ++j) {
        const float d = among.squares[j] - 2.0F * among.products[j] + among.square;
        index[j] = static_cast<std::int32_t>(j);
        distance[j] = d <= farthest ? std::max(d, 0.0F) : farthest;
    }
    return n;
}

// The rows from `first` on, whose products with the query are given.
void offer_products(AmongRoom& room, Index query, Index first, const Candidates& among, Index count,
                    bool tame) {
    BestK& best = room.best[static_cast<std::size_t>(query)];
    std::int32_t* const index = room.found.data();
    float* const distance = room.distances.data();
    const Index found = tame ? map_kernels().collect(among, count, best.worst(), index, distance)
                             : collect_any(among, count, index, distance);
    for (Index j = 0; j < found; ++j) index[j] += static_cast<std::int32_t>(first);
    best.offer({distance, static_cast<std::size_t>(found)}, {index, static_cast<std::size_t>(found)});
}

} // namespace

NearestAmong::NearestAmong(const Matrix& rows) : squares_{rows.rowwise().squaredNorm()} {
    tame_ = (squares_.array() < longest_tame).all();
    packed_.pack(view<float>(rows.data(), rows.rows(), rows.cols()).transposed());
}

void NearestAmong::find(const Matrix& queries, int k, int* index, float* distance) const {
    assert(queries.rows() <= block_rows && k >= 1 && k <= rows() && queries.cols() == packed_.rows());
    thread_local AmongRoom room;
    room.products.resize(queries.rows(), among_columns);
    room.found.resize(among_columns + 1);
    room.distances.resize(among_columns + 1);
    for (Index i = 0; i < queries.rows(); ++i) room.best[static_cast<std::size_t>(i)].restart(k);
    const Eigen::VectorXf lengths = queries.rowwise().squaredNorm();
    const bool tame = tame_ && (lengths.array() < longest_tame).all();
    for (Index first = 0; first < rows(); first += among_columns) {
        const Index count = std::min(among_columns, rows() - first);
        multiply(room.products.data(), room.products.cols(),
                 view<float>(queries.data(), queries.rows(), queries.cols()),
                 packed_.columns(first, first + count));
        for (Index i = 0; i < queries.rows(); ++i)
            offer_products(room, i, first, {room.products.row(i).data(), squares_.data() + first, lengths[i]},
                           count, tame);
    }
    for (Index i = 0; i < queries.rows(); ++i)
        room.best[static_cast<std::size_t>(i)].write(index + i * k, distance + i * k);
}

} // namespace wordfield::inline geometry
