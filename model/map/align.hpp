// SPDX-License-Identifier: MIT
// Keeps a map still: a new map is turned and mirrored, as a whole, to lie as near as it can on the one
// before, and scaled by one common factor. Distances within a map are never changed against each other.
#pragma once

#include "model/core/matrix.hpp"
#include "model/core/token.hpp"

#include <Eigen/Core>

#include <span>

namespace wordfield::inline map {

/// x -> scale * x * turn + shift, for row vectors x; turn is orthogonal and may mirror.
struct Similarity {
    float scale = 1.0F;
    Eigen::MatrixXf turn; ///< (d, d)
    RowVector shift;      ///< (d)

    [[nodiscard]] Matrix operator()(const Matrix& points) const;
};

/// The similarity that brings from(n, d) nearest to to(n, d) in the sum of squares (Procrustes; Schönemann
/// 1966, Gower & Dijksterhuis 2004). The identity turn where nothing can be said (no points, all in one
/// place).
Similarity fit_similarity(const Matrix& from, const Matrix& to);

/// Moves the mean of points(n, d) to the origin and scales all axes by one factor to RMS radius 1.
void normalise_map(Matrix& points);

/// map(n, dims) of `words`, normalised, then turned and mirrored onto the last map by the words that both
/// show, and returned as (n, 3). With dims = 2 it turns within the plane and z is 0. last(m, 3) may be empty.
Matrix align_map(const Matrix& map, std::span<const TokenId> words, const Matrix& last,
                 std::span<const TokenId> last_words);

/// map(n, dims), normalised, as (n, 3), not turned: for maps whose axes have a meaning of their own.
Matrix unturned_map(const Matrix& map);

/// Root of the mean square of the distances of points(n, d) from their mean; 0 for none.
float map_radius(const Matrix& points);

/// Median over the words that both maps show of how far they moved; 0 where there is none. Both (., 3).
float median_movement(const Matrix& map, std::span<const TokenId> words, const Matrix& last,
                      std::span<const TokenId> last_words);

/// map(n, 3), with each word that `last` shows too moved back to lie `share` of the way from its place there;
/// normalised again. For a map that must not jump.
Matrix part_of_the_way(const Matrix& last, std::span<const TokenId> last_words, const Matrix& map,
                       std::span<const TokenId> words, float share);

/// The longest side of the box around points(n, d); 0 for none.
float map_width(const Matrix& points);

} // namespace wordfield::inline map
