// SPDX-License-Identifier: MIT
#include "model/map/placement.hpp"

#include "model/core/thread_pool.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <utility>

namespace wordfield::inline map {
namespace {

constexpr float sharpness = 0.05F;      // T of weigh_neighbours()
constexpr Index words_a_part = 1 << 14; // that a thread places at a time

// The bits of a word's number, well mixed (SplitMix64; Steele, Lea & Flood 2014), as a number in [0, 1).
float unit_of(TokenId word, std::uint64_t stream) {
    std::uint64_t x = (static_cast<std::uint64_t>(word) + 1) * 0x9e3779b97f4a7c15U + stream;
    x = (x ^ (x >> 30U)) * 0xbf58476d1ce4e5b9U;
    x = (x ^ (x >> 27U)) * 0x94d049bb133111ebU;
    return static_cast<float>((x ^ (x >> 31U)) >> 40U) * 0x1p-24F;
}

// Anywhere in a disc of radius 1 or, in space, in a ball.
std::array<float, 3> aside_of(TokenId word, bool solid) {
    const float turn = 2.0F * std::numbers::pi_v<float> * unit_of(word, 1);
    const float share = unit_of(word, 2);
    const float z = solid ? 2.0F * unit_of(word, 3) - 1.0F : 0.0F;
    const float length = solid ? std::cbrt(share) : std::sqrt(share);
    const float flat = length * std::sqrt(1.0F - z * z);
    return {flat * std::cos(turn), flat * std::sin(turn), length * z};
}

} // namespace

void weigh_neighbours(const float* distance, int k, float scale, float* weight) {
    const float sharp = 0.5F / (sharpness * std::max(scale, 1e-30F));
    float sum = 0.0F;
    for (int j = 0; j < k; ++j) sum += weight[j] = std::exp((distance[0] - distance[j]) * sharp);
    for (int j = 0; j < k; ++j) weight[j] /= sum;
}

Neighbourhoods::Neighbourhoods(std::size_t words, int k, Index rows) : k_{k} {
    const std::size_t all = words * static_cast<std::size_t>(k);
    low_.resize(all);
    high_.resize(rows > 1 << 16 ? all : 0);
    weight_.resize(all);
}

void Neighbourhoods::set(Index word, const int* row, const float* weight) {
    const auto begin = static_cast<std::size_t>(word * k_);
    int left = whole;
    for (int j = k_; j-- > 0;) {
        const std::size_t at = begin + static_cast<std::size_t>(j);
        low_[at] = static_cast<std::uint16_t>(row[j] & 0xffff);
        if (!high_.empty()) high_[at] = static_cast<std::uint16_t>(row[j] >> 16);
        const int parts = j > 0 ? static_cast<int>(weight[j] * whole + 0.5F) : left;
        weight_[at] = static_cast<std::uint16_t>(parts);
        left -= parts;
    }
}

PlacementSearch::PlacementSearch(std::shared_ptr<const RowTable> table, std::vector<TokenId> others,
                                 std::vector<std::int64_t> counts, const Matrix& mapped, RowPreparation done)
    : table_{std::move(table)}, others_{std::move(others)}, counts_{std::move(counts)}, mapped_{mapped},
      preparation_{std::move(done)} {
    const auto n = std::max<Index>(mapped.rows(), 1);
    scale_ = static_cast<float>(mapped.cast<double>().squaredNorm() / static_cast<double>(n));
    found_ = {others_.size(), static_cast<int>(std::min<Index>(neighbours, mapped.rows())), mapped.rows()};
}

void PlacementSearch::search(Index begin, Index end) {
    thread_local Matrix rows;
    thread_local std::vector<int> nearest;
    thread_local std::vector<float> distances;
    const int k = found_.k();
    const auto count = static_cast<std::size_t>(end - begin);
    const std::span words = std::span{others_}.subspan(static_cast<std::size_t>(begin), count);
    const std::span<const std::int64_t> counts{counts_};
    prepare_others(*table_, words,
                   counts.empty() ? counts : counts.subspan(static_cast<std::size_t>(begin), count),
                   preparation_, rows);
    distances.resize(count * static_cast<std::size_t>(k));
    nearest.resize(distances.size());
    mapped_.find(rows, k, nearest.data(), distances.data());
    std::array<float, neighbours> weights{};
    for (Index i = 0; i < end - begin; ++i) {
        weigh_neighbours(distances.data() + i * k, k, scale_, weights.data());
        found_.set(begin + i, nearest.data() + i * k, weights.data());
    }
}

bool PlacementSearch::step(ThreadPool& pool, int blocks) {
    constexpr Index block = NearestAmong::block_rows;
    const Index all = std::ssize(others_);
    const Index left = (all - done_ + block - 1) / block;
    const Index parts = std::min<Index>(left, static_cast<Index>(blocks) * pool.size());
    pool.run(static_cast<int>(parts), [&](int part) {
        const Index begin = done_ + part * block;
        search(begin, std::min(begin + block, all));
    });
    done_ = std::min(done_ + parts * block, all);
    return !finished();
}

float PlacementSearch::progress() const {
    return others_.empty() ? 1.0F : static_cast<float>(done_) / static_cast<float>(others_.size());
}

Matrix place_words(const Neighbourhoods& of, std::span<const TokenId> words, Index count,
                   const Matrix& positions, float aside, ThreadPool& pool) {
    Matrix placed(count, 3);
    const bool solid = !positions.col(2).isZero();
    const auto parts = static_cast<int>((count + words_a_part - 1) / words_a_part);
    pool.run(parts, [&](int part) {
        const Index begin = part * words_a_part, end = std::min(begin + words_a_part, count);
        for (Index i = begin; i < end; ++i) {
            const std::array<float, 3> away = aside_of(words[static_cast<std::size_t>(i)], solid);
            for (int d = 0; d < 3; ++d) {
                float place = aside * away[static_cast<std::size_t>(d)];
                for (int j = 0; j < of.k(); ++j) place += of.weight(i, j) * positions(of.row(i, j), d);
                placed(i, d) = place;
            }
        }
    });
    return placed;
}

} // namespace wordfield::inline map
