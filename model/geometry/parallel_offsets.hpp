// SPDX-License-Identifier: MIT
// Is a relation one direction? If it is, the steps from each pair's first word to its second are parallel.
#pragma once

#include "model/table/row_table.hpp"
#include "model/text/lexicon.hpp"

#include <utility>
#include <vector>

namespace wordfield::inline geometry {

struct Parallel {
    double cosine = 0.0;   ///< mean cosine between the offsets b - a of every two pairs; 1: one direction
    double shuffled = 0.0; ///< the same where each first word has another pair's second word: what two groups
                           ///< of words that lie apart give, whoever belongs to whom
    int pairs = 0;
};

/// The pairs (a, b) and (c, d) of a relation's questions, each once.
std::vector<std::pair<TokenId, TokenId>> pairs_of(const AnalogyRelation& relation);

/// Rows of embedding(V, C) have length one for that (not centred), as 3CosAdd takes them. `shuffled` is the
/// mean over some ways to go round by 1 ... m-1 pairs. All zeros of fewer than two pairs.
Parallel parallel_offsets(const Rows& embedding, const AnalogyRelation& relation);

} // namespace wordfield::inline geometry
