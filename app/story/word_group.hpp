// SPDX-License-Identifier: MIT
// What several words are together. Knows nothing of drawing.
#pragma once

#include "model/core/matrix.hpp"
#include "model/core/token.hpp"
#include "model/table/row_table.hpp"

#include <span>
#include <utility>
#include <vector>

namespace wordfield::app {

struct WordGroup {
    std::vector<std::pair<int, int>> categories; ///< which, and how many words; the largest at the front
    float mean_cosine = 0.0F;                    ///< of all pairs, seen from the mean row
    std::vector<float> to_others;                ///< per word: its mean cosine to the others
    TokenId central = 0, outlier = 0;            ///< with the largest and the smallest of these
};

/// Of two words at least; rows(V, C), their mean (C), the category of every word (-1 for none).
WordGroup group_of(const Rows& rows, const RowVector& mean, std::span<const int> category,
                   std::span<const TokenId> words);

} // namespace wordfield::app
