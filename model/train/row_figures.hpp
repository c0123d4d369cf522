// SPDX-License-Identifier: MIT
// What can be said of every row of a moment's table by going through it once: lengths, ways, what all rows
// share. Of many words that is work for a thread that nobody waits for.
#pragma once

#include "model/train/moment.hpp"

#include <vector>

namespace wordfield::inline train {

struct RowFigures {
    std::vector<float> norms; ///< (V) Euclidean norm of each row
    std::vector<float> moved; ///< (V) distance from the row at step 0; empty where that is not known, or
                              ///< nothing moves
    float largest_move = 0.0F;
    float largest_weight = 0.0F; ///< largest absolute weight of the table
    RowVector mean;              ///< (C) of all rows
    RowVector mean_gradient;     ///< (C) of all rows' mean gradients; empty where there are none
    int never_seen = 0;          ///< rows of words that the corpus does not contain
    int dead = 0; ///< rows that the last gradients left alone altogether; 0 before the first step
};

RowFigures row_figures(const Moment& moment);

} // namespace wordfield::inline train
