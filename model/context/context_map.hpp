// SPDX-License-Identifier: MIT
// One map for all stages of the network: every occurrence at every stage, on one plane, so that a word can be
// watched on its way.
#pragma once

#include "model/context/stage_vectors.hpp"

#include <vector>

namespace wordfield::inline context {

/// All (n, 2), one a stage: what a stage's rows are on the plane.
struct ContextMap {
    std::vector<Matrix> positions;
    Eigen::MatrixXf basis;    ///< (C, 2) at right angles, of length one
    std::vector<float> shown; ///< of each stage: the share of its rows' squared lengths that the plane shows
    std::vector<double> trust, trust_error; ///< of each stage measured so far, see measure_trust()
};

/// rows(n, C) less their mean, each of length one (a row that equals the mean stays zero): nearness is then
/// the centred cosine, and no stage outweighs another by its length.
Matrix centred_units(const Matrix& rows);

/// Evenly spread rows of every stage (n, C), one stage below the other, at most `most` together (but one of
/// each at least).
Matrix some_of_all(const std::vector<Matrix>& stages, Index most = 8192);

/// The two main directions of the rows of all stages together (PCA of at most some 8,000 of them, evenly
/// spread), turned within their plane so that the map lies as near to `last` as it can. `stages` are
/// centred_units() of each stage; `last` may be null, or of other weights, and is of the same occurrences.
ContextMap map_stages(const std::vector<Matrix>& stages, const ContextMap* last);

/// Trustworthiness at 10 (Venna and Kaski 2001) of the next stage that is not measured, over 160 occurrences.
void measure_trust(const std::vector<Matrix>& stages, ContextMap& map);

/// How many of an occurrence's ten nearest, stage by stage, are alike: means over some 256 occurrences.
struct Gathering {
    std::vector<double> same_word; ///< share of the ten nearest that are the same word, 0 to 1
    std::vector<double> same_next; ///< share that are followed by the same word
};
/// Of the next stage that is not measured.
void measure_gathering(const std::vector<Matrix>& stages, const Occurrences& occurrences,
                       Gathering& gathering);

/// The occurrences nearest to `at` by the dot product of their rows, the nearest first, without itself.
struct NearOccurrence {
    int occurrence;
    float cosine;
};
std::vector<NearOccurrence> nearest_occurrences(const Matrix& rows, int at, int count);

} // namespace wordfield::inline context
