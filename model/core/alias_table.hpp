// SPDX-License-Identifier: MIT
// Draws numbers with given odds in constant time: Walker's alias method, built as Vose 1991 does.
#pragma once

#include "model/core/rng.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace wordfield::inline core {

class AliasTable {
public:
    /// weights: at least one, none negative, not all zero.
    explicit AliasTable(std::span<const double> weights) : cells_(weights.size()) {
        double total = 0.0;
        for (const double weight : weights) total += weight;
        std::vector<double> share; // of a cell; a cell holds what is missing to 1 from one other number
        std::vector<std::uint32_t> poor, rich;
        for (std::size_t i = 0; i < weights.size(); ++i) {
            share.push_back(weights[i] / total * static_cast<double>(weights.size()));
            (share[i] < 1.0 ? poor : rich).push_back(static_cast<std::uint32_t>(i));
            cells_[i] = {1.0F, static_cast<std::uint32_t>(i)};
        }
        while (!poor.empty() && !rich.empty()) {
            const std::uint32_t low = poor.back(), high = rich.back();
            poor.pop_back();
            cells_[low] = {static_cast<float>(share[low]), high};
            share[high] -= 1.0 - share[low];
            if (share[high] >= 1.0) continue;
            rich.pop_back();
            poor.push_back(high);
        }
    }

    std::uint32_t draw(Pcg32& rng) const {
        const std::uint32_t i = rng.below(static_cast<std::uint32_t>(cells_.size()));
        return rng.uniform() < cells_[i].own ? i : cells_[i].other;
    }

private:
    struct Cell {
        float own; ///< how likely this cell gives its own number
        std::uint32_t other;
    };
    std::vector<Cell> cells_;
};

} // namespace wordfield::inline core
