// SPDX-License-Identifier: MIT
// The k nearest of very many rows, as they are met: a short list that throws away what cannot be among them
// whenever it grows long.
#pragma once

#include "model/core/index.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace wordfield::inline geometry {

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

} // namespace wordfield::inline geometry
