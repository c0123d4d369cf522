// SPDX-License-Identifier: MIT
// One cell of an attention map, opened: from the query and the key to the weight, and from the weight to what
// it adds to the residual stream (Vaswani et al. 2017, equation 1). Pure maths over a trace.
#pragma once

#include "model/nn/trace.hpp"

#include <vector>

namespace wordfield::inline analysis {

struct CellId {
    int layer = 0, head = 0;
    int row = 0;    ///< the token that looks
    int column = 0; ///< the token that is looked at; at most `row`
    bool operator==(const CellId&) const = default;
};

/// D is the width of a head, C of the residual stream.
struct OpenedCell {
    CellId id;
    RowVector query, key, product; ///< (D): product[d] = query[d] * key[d]
    double dot = 0.0;              ///< q.k, the sum of `product`
    double score = 0.0;            ///< dot / sqrt(D)
    std::vector<double> scores;    ///< (row + 1): of every word that may be looked at
    double top = 0.0;            ///< the highest of `scores`: taken off before exp, so that nothing overflows
    std::vector<double> powers;  ///< (row + 1): e^(score - top)
    double z = 0.0;              ///< their sum
    std::vector<double> weights; ///< (row + 1): powers / z
    RowVector value, weighted;   ///< (D): the value of the word looked at, and weight * value
    bool ablated = false;        ///< the head is ablated: it brings nothing
    RowVector brought;           ///< (C): weighted * W_O, what this one cell adds to the residual stream
    double share = 0.0; ///< of `brought` in all that the head adds at `row`, along it; sums to 1 over the row
    double cosine = 0.0, embedding_dot = 0.0, distance = 0.0; ///< of the two words' rows of the embedding
};

/// A place in an attention map; negative for none.
struct Place {
    int row = -1, column = -1;
    bool operator==(const Place&) const = default;
};

/// The cell whose numbers are written out under a head's map `weights` (T, T): the one under the mouse, else
/// the one of the marked row that is opened, else what the marked row looks at most. Places that are not in
/// the map count as none.
Place told_cell(const Matrix& weights, Place hovered, Place opened, int marked_row);

/// Needs a trace of a transformer; indices must be inside it.
OpenedCell open_cell(const Trace& trace, const CellId& id);

} // namespace wordfield::inline analysis
