// SPDX-License-Identifier: MIT
// What attention and feed-forward add to the residual stream, as a field of arrows on a plane. The plane is
// the same for all layers and nothing is scaled, so an arrow is the exact linear image of what was added.
// What is added to all occurrences alike moves none against another (and is often the larger part): it is
// told apart from the rest.
#pragma once

#include "model/context/stage_vectors.hpp"

#include <vector>

namespace wordfield::inline context {

/// What some part of a layer adds to each occurrence, less `common`.
struct FieldChange {
    Matrix arrows;           ///< (n, 2) on the plane
    Eigen::VectorXf squared; ///< (n) squared length of the whole of it, in all C dimensions
    RowVector common;        ///< (C) the mean of what is added to all
};

struct FieldLayer {
    Matrix positions; ///< (n, 2) before the layer, about their mean
    Matrix middle;    ///< (n, 2) between attention and feed-forward, about their mean
    FieldChange attention, feed_forward;
    std::vector<FieldChange> heads; ///< H; they add up to `attention`
};

struct FlowField {
    Eigen::MatrixXf basis; ///< (C, 2) at right angles, of length one: the main directions of all residuals,
                           ///< each stage about its mean and with the same weight, whatever its lengths
    std::vector<FieldLayer> layers;
    Matrix last; ///< (n, 2) after the last layer, about their mean
};

/// The plane; turned within itself to lie near that of `last`, which may be null.
FlowField field_plane(const StageVectors& vectors, const FlowField* last);
/// Works out the next layer that the field has not.
void add_layer(const StageVectors& vectors, const GptWeights& weights, int heads, FlowField& field);

/// The mean of a region, where at least some occurrences lie.
struct FieldCell {
    Eigen::Vector2f at;    ///< mean of their positions
    Eigen::Vector2f arrow; ///< mean of their arrows
    float spread = 0.0F;   ///< root of the mean square of their arrows' distance from it
    float shown = 0.0F;    ///< of the squares of all that is added there, the share that the plane shows
    std::vector<int> occurrences;
};
/// Square regions of the plane that hold `least` occurrences or more; `across` of them span the wider side of
/// where all but a hundredth of the positions lie, at either end.
std::vector<FieldCell> field_cells(const Matrix& positions, const FieldChange& change, int across, int least);

/// Of all that a change adds, `common` left aside, the share of its squares that the plane shows, 0 to 1.
float shown_share(const FieldChange& change);

/// Between which values all but a hundredth of column `axis` lie, at either end.
struct FieldRange {
    float low = 0.0F, high = 0.0F;
};
FieldRange range_of(const Matrix& positions, Index axis);

} // namespace wordfield::inline context
