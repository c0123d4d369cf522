// SPDX-License-Identifier: MIT
// One word in two embeddings: which neighbours it kept, lost and gained.
#pragma once

#include "model/comparison/embedding_comparison.hpp"

#include <vector>

namespace wordfield::inline comparison {

struct ComparedNeighbour {
    Index word = 0;            ///< of the words in common
    float cosine = 0.0F;       ///< with the word, here
    float other_cosine = 0.0F; ///< and in the other embedding
    Index other_rank = 0;      ///< its place there, from 1
    bool both = false;         ///< among the nearest there, too
};

struct ComparedWord {
    WordChange change;
    std::vector<ComparedNeighbour> a, b; ///< the nearest in each, the nearest at the front

    /// In A and no longer in B; in B and not in A.
    [[nodiscard]] std::vector<ComparedNeighbour> lost() const;
    [[nodiscard]] std::vector<ComparedNeighbour> gained() const;
};

/// The k nearest of a word in common, among the N words in common, in both. `turn` is that of
/// compare_embeddings(); empty where the two are not aligned. The figures of the change are as there.
ComparedWord compare_word(const ComparedTables& tables, const Eigen::MatrixXf& turn, Index word, int k);

} // namespace wordfield::inline comparison
