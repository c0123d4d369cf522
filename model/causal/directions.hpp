// SPDX-License-Identifier: MIT
// Which directions of the embedding to take out: the principal ones, those of a relation, or any.
#pragma once

#include "model/core/matrix.hpp"
#include "model/text/lexicon.hpp"

#include <cstdint>

namespace wordfield::inline causal {

/// The unit vector of a coordinate: (1,C).
Matrix coordinate(Index dim, Index which);
/// All of them, the one of the largest variance of the rows of embedding(V,C), seen from their mean, at the
/// front: (C,C).
Matrix principal_directions(const Matrix& embedding);
/// What a relation's pairs have in common, most of it at the front: the principal directions, seen from the
/// origin, of the differences of their unit rows (king - man, queen - woman, …). As many as the differences
/// span, at most C; none for a relation without questions.
Matrix relation_directions(const Matrix& embedding, const AnalogyRelation& relation);
/// `count` at right angles, equally likely in every direction; the same for the same seed: (count,C).
Matrix random_directions(Index dim, Index count, std::uint64_t seed);

} // namespace wordfield::inline causal
