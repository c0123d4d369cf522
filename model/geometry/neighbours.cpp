// SPDX-License-Identifier: MIT
// Nearest rows of one query: one pass through all rows, then the best k.
#include "model/geometry/neighbours.hpp"

#include "model/core/thread_pool.hpp"
#include "model/geometry/mean_row.hpp"
#include "model/kernels/kernels.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <exception>
#include <limits>
#include <memory>
#include <thread>

namespace wordfield::inline geometry {

namespace {

constexpr Index much = 1'000'000;    // floats: some tenths of a millisecond to read, several threads' worth
constexpr Index rows_a_part = 8192;  // whose comparisons stay in the first cache but one
constexpr unsigned most_threads = 4; // memory gives no more

// Which of two values of a measure is the better one: larger numbers are. What is no number is worst.
float goodness(float value, Measure measure) {
    if (std::isnan(value)) return -std::numeric_limits<float>::infinity();
    return measure == Measure::Euclidean ? -value : value;
}

// The best k so far lie in a heap, the worst of them on top: most values are only looked at.
std::vector<Neighbour> nearest_by(const Eigen::VectorXf& values, Measure measure, int k,
                                  std::span<const Index> without) {
    const auto nearer = [&](const Neighbour& a, const Neighbour& b) {
        const float x = goodness(a.value, measure), y = goodness(b.value, measure);
        return x != y ? x > y : a.row < b.row;
    };
    const auto most = static_cast<std::size_t>(std::max(k, 0));
    std::vector<Neighbour> best;
    for (Index i = 0; i < values.size() && most > 0; ++i) {
        const Neighbour here{i, values[i]};
        if (best.size() == most && !nearer(here, best.front())) continue;
        if (std::find(without.begin(), without.end(), i) != without.end()) continue;
        if (best.size() == most) {
            std::pop_heap(best.begin(), best.end(), nearer);
            best.pop_back();
        }
        best.push_back(here);
        std::push_heap(best.begin(), best.end(), nearer);
    }
    std::sort_heap(best.begin(), best.end(), nearer);
    return best;
}

// Calls work(begin, end) for all of n rows in parts; of very many numbers on several threads, where the
// system gives them.
template <class Work>
void in_parts(Index n, Index columns, const Work& work) {
    const auto parts = static_cast<int>((n + rows_a_part - 1) / rows_a_part);
    const auto part = [&](int p) { work(p * rows_a_part, std::min((p + 1) * rows_a_part, n)); };
    const unsigned threads = std::clamp(std::thread::hardware_concurrency(), 1U, most_threads);
    if (n * columns > much && threads > 1) {
        std::unique_ptr<ThreadPool> pool;
        try {
            pool = std::make_unique<ThreadPool>(static_cast<int>(threads));
        } catch (const std::exception&) { // one is slower, and gives the same
        }
        if (pool) return pool->run(parts, part);
    }
    for (int p = 0; p < parts; ++p) part(p);
}

// Every row less `centre` with `query` less `centre`, by a measure of their product and the row's square.
template <class Value>
Eigen::VectorXf compare_from(const RowVector& centre, const Rows& rows, const RowVector& query,
                             const Value& value) {
    Eigen::VectorXf values(rows.rows());
    const RowVector towards = query - centre;
    const float length = towards.norm();
    in_parts(rows.rows(), rows.cols(), [&](Index begin, Index end) {
        thread_local std::vector<float> squares;
        rows.part(begin, end).for_tiles([&](Index first, const Rows::Tile& tile) {
            squares.resize(static_cast<std::size_t>(tile.rows()));
            map_kernels().compare(tile.data(), tile.rows(), tile.cols(), centre.data(), towards.data(),
                                  values.data() + begin + first, squares.data());
            for (Index i = 0; i < tile.rows(); ++i) {
                float& here = values[begin + first + i];
                here = value(here, squares[static_cast<std::size_t>(i)], length);
            }
        });
    });
    return values;
}

// 0 for a row of no length.
Eigen::VectorXf cosines_with_all(const RowVector& centre, const Rows& rows, const RowVector& query) {
    return compare_from(centre, rows, query, [](float product, float square, float length) {
        const float lengths = std::sqrt(square) * length;
        return lengths > 0.0F ? product / lengths : 0.0F;
    });
}

} // namespace

Eigen::VectorXf compare_with_all(const Rows& rows, const RowVector& query, Measure measure) {
    const RowVector origin = RowVector::Zero(rows.cols());
    switch (measure) {
    case Measure::Dot:
        return compare_from(origin, rows, query, [](float product, float, float) { return product; });
    case Measure::Euclidean:
        return compare_from(query, rows, query, [](float, float square, float) { return std::sqrt(square); });
    case Measure::PlainCosine:
        return cosines_with_all(origin, rows, query);
    case Measure::Cosine:
        break;
    }
    return cosines_with_all(mean_row(rows), rows, query);
}

std::vector<Neighbour> nearest_to(const Rows& rows, const RowVector& query, Measure measure, int k,
                                  std::span<const Index> without) {
    return nearest_by(compare_with_all(rows, query, measure), measure, k, without);
}

std::vector<Neighbour> nearest_to_row(const Rows& rows, Index row, Measure measure, int k) {
    const std::array<Index, 1> itself{row};
    return nearest_to(rows, rows.row(row), measure, k, itself);
}

std::vector<Neighbour> nearest_to_row(const Rows& rows, const RowVector& mean, Index row, Measure measure,
                                      int k) {
    const std::array<Index, 1> itself{row};
    if (measure != Measure::Cosine) return nearest_to_row(rows, row, measure, k);
    return nearest_by(cosines_with_all(mean, rows, rows.row(row)), measure, k, itself);
}

} // namespace wordfield::inline geometry
