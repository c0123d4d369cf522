// SPDX-License-Identifier: MIT
// The distribution that random words are drawn from, to be told apart from true ones (Mikolov et al. 2013).
#pragma once

#include "model/text/vocabulary.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <span>
#include <vector>

namespace wordfield::inline nn {

/// (V) how often each word occurs.
inline std::vector<std::int64_t> word_counts(const Vocabulary& vocabulary) {
    std::vector<std::int64_t> counts;
    for (TokenId id = 0; id < vocabulary.size(); ++id) counts.push_back(vocabulary.count(id));
    return counts;
}

/// (V) each count to a power, over the sum of all; a word that never occurs counts as one.
inline std::vector<double> noise_chances(std::span<const std::int64_t> counts, float power) {
    std::vector<double> chances;
    for (const std::int64_t count : counts)
        chances.push_back(
            std::pow(static_cast<double>(std::max<std::int64_t>(count, 1)), static_cast<double>(power)));
    const double total = std::accumulate(chances.begin(), chances.end(), 0.0);
    for (double& chance : chances) chance /= total;
    return chances;
}

} // namespace wordfield::inline nn
