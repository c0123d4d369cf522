// SPDX-License-Identifier: MIT
// A word on its way through the layers: where its vector would lie among the rows of the embedding, and how
// two sentences part from the same row. Pure maths.
#pragma once

#include "model/nn/trace.hpp"
#include "model/table/row_table.hpp"

#include <optional>
#include <span>
#include <vector>

namespace wordfield::inline analysis {

/// A word that a vector is near to.
struct Anchor {
    TokenId word;
    float cosine; ///< between the vector and the word's row minus the mean row
    float weight; ///< its say in where the vector is drawn; all sum to 1
};

/// The `count` words of `among` whose rows of `embedding` (V, C), less `mean` (C), point most nearly along
/// `vector` (C), the nearest at the front. Weights fall by e for each .05 of cosine: the nearest have the
/// say.
std::vector<Anchor> anchors_of(const RowVector& vector, const Rows& embedding, const RowVector& mean,
                               std::span<const TokenId> among, int count);

/// The last place of `word` in the trace's sentence.
std::optional<int> last_position_of(const Trace& trace, TokenId word);

struct LayerSimilarity {
    float raw = 0.0F;     ///< cosine of the two vectors as they are
    float centred = 0.0F; ///< after taking off the mean over all tokens of both sentences at this layer
};

/// L + 1 values: how alike the vectors of token i of `a` and token j of `b` are after the embedding and each
/// block.
std::vector<LayerSimilarity> layer_similarity(const Trace& a, int i, const Trace& b, int j);

} // namespace wordfield::inline analysis
