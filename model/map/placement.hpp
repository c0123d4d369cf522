// SPDX-License-Identifier: MIT
// Words that a map was not made of, put where their nearest words on it lie: the way in which new points
// begin in a map that is there already (Poličar, Stražar & Zupan 2023, "Embedding to reference t-SNE space
// addresses batch effects"; openTSNE's initialisation "weighted"). Who a word's neighbours are is looked for
// once; to put the words where those are after the map has moved is a product with a sparse matrix.
#pragma once

#include "model/core/matrix.hpp"
#include "model/core/token.hpp"
#include "model/geometry/nearest_among.hpp"
#include "model/map/preprocess.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace wordfield::inline core {
class ThreadPool;
} // namespace wordfield::inline core

namespace wordfield::inline map {

/// Of some words their nearest words on a map, and how much each of these counts.
/// There may be a million of such words, and whole numbers and floats would take 40 bytes for each: rows take
/// 16 bits, of maps with more rows than that 32, and weights are multiples of 1 / 65,535.
class Neighbourhoods {
public:
    Neighbourhoods() = default;
    /// Of `words` words, k neighbours each among the `rows` rows of a map.
    Neighbourhoods(std::size_t words, int k, Index rows);
    /// row(k), the nearest at the front, and weight(k), positive, of sum 1, which they are to the nearest
    /// 65,535th: what that leaves over is the first one's. Several threads may set several words.
    void set(Index word, const int* row, const float* weight);

    [[nodiscard]] int k() const { return k_; }
    [[nodiscard]] int row(Index word, int j) const {
        const auto at = static_cast<std::size_t>(word * k_ + j);
        return high_.empty() ? low_[at] : high_[at] << 16 | low_[at];
    }
    [[nodiscard]] float weight(Index word, int j) const {
        return static_cast<float>(weight_[static_cast<std::size_t>(word * k_ + j)]) / whole;
    }
    bool operator==(const Neighbourhoods&) const = default;

private:
    static constexpr int whole = 65'535;

    int k_ = 0;
    std::vector<std::uint16_t> low_, high_; ///< (m, k) of a row's number; `high_` is empty where all are 0
    std::vector<std::uint16_t> weight_;     ///< (m, k) in parts of `whole`
};

/// Weights of k >= 1 neighbours at rising squared distances: softmax of -distance / (2 T scale), so that, of
/// rows of length one (scale 1), each has weight in proportion to exp(cosine / T), T = .05. A neighbour whose
/// cosine is .1 below that of the nearest counts an eighth of it.
void weigh_neighbours(const float* distance, int k, float scale, float* weight);

/// Looks for them in pieces, so that it can be done beside other work; the most frequent at the front.
class PlacementSearch {
public:
    static constexpr int neighbours = 5;

    /// The table (V, C) of all words; `others` are the words to place, with their counts (none where
    /// the preparation takes no frequency away); mapped(n, C) the
    /// rows of the map, n >= 1, which were prepared as `done` says.
    PlacementSearch(std::shared_ptr<const RowTable> table, std::vector<TokenId> others,
                    std::vector<std::int64_t> counts, const Matrix& mapped, RowPreparation done);
    /// Finds the neighbours of some more words: `blocks` of 64 for each thread. False when there are none
    /// left.
    bool step(ThreadPool& pool, int blocks = 1);

    [[nodiscard]] const std::vector<TokenId>& words() const { return others_; } ///< (m)
    /// Those of the first found() words are filled.
    [[nodiscard]] const Neighbourhoods& neighbourhoods() const { return found_; }
    [[nodiscard]] Index found() const { return done_; }
    [[nodiscard]] bool finished() const { return done_ == std::ssize(others_); }
    [[nodiscard]] float progress() const;

private:
    void search(Index begin, Index end);

    std::shared_ptr<const RowTable> table_;
    std::vector<TokenId> others_;
    std::vector<std::int64_t> counts_;
    NearestAmong mapped_;
    RowPreparation preparation_;
    float scale_ = 1.0F; // mean squared length of the map's rows
    Neighbourhoods found_;
    Index done_ = 0;
};

/// The first `count` words put at the weighted mean of their neighbours' places on the map, (n, 3), each a
/// little aside of it, by at most `aside` (in units of the map), in a direction and by a length that depend
/// on the word alone: words with the same neighbours would lie on top of each other. Flat where the map is
/// flat. The same whatever the number of threads. Returns (count, 3).
Matrix place_words(const Neighbourhoods& of, std::span<const TokenId> words, Index count,
                   const Matrix& positions, float aside, ThreadPool& pool);

} // namespace wordfield::inline map
