// SPDX-License-Identifier: MIT
// Which row would lie at a place of the map: the mean of the rows of the words that are drawn around it,
// nearer ones weighing more. For a word that is dragged by hand.
#pragma once

#include "model/core/matrix.hpp"
#include "model/core/token.hpp"

#include <glm/vec2.hpp>
#include <glm/vec3.hpp>

#include <span>
#include <vector>

namespace wordfield::app {

struct WeightedWord {
    TokenId word = 0;
    float weight = 0.0F; ///< all of them sum to 1
    std::size_t index = 0;
};

/// The `count` words nearest to `place` among points(n) on the screen, without `dragged`. Weights fall with
/// the squared distance; a word right under the place takes nearly all.
std::vector<WeightedWord> words_around(std::span<const TokenId> words, std::span<const glm::vec3> points,
                                       glm::vec2 place, TokenId dragged, std::size_t count = 6);

/// The weighted mean of rows of embedding(V, C).
RowVector weighted_row(const Rows& embedding, std::span<const WeightedWord> mix);

} // namespace wordfield::app
