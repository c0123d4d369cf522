// SPDX-License-Identifier: MIT
// From rows of the embedding matrix to the cloud that a map is fitted on: chosen words, centred, length one,
// and where wanted without the direction along which a word's frequency is written. Knows nothing of maps or
// models.
#pragma once

#include "model/core/token.hpp"
#include "model/table/row_table.hpp"

#include <cstdint>
#include <span>

namespace wordfield::inline map {

struct PrepareOptions {
    /// How much of the frequency direction to take away, 0 (nothing) to 1 (all). A share, so that switching
    /// it can be spread over some frames and the map glides instead of jumping.
    float remove_frequency = 0.0F;
    bool unit_length = true; ///< false keeps the lengths of the centred rows
};

/// What prepare_rows() did to its rows, to be done to others.
struct RowPreparation {
    RowVector mean;        ///< (C) taken away first,
    RowVector slope;       ///< (C) then this, times log(count) less `mean_log`; of no length: nothing
    float mean_log = 0.0F; ///< of the counts
    bool unit_length = true;
};

/// The rows `ids` of embedding(V, C), centred on their mean, then scaled to length one (a row of zeros stays
/// zero). counts(n) belongs to `ids`; with options.remove_frequency the least-squares fit of each dimension
/// on log(count) is subtracted before scaling. Without options.unit_length nothing is scaled. Returns (n, C);
/// `done` is told what was done.
Matrix prepare_rows(const Rows& embedding, std::span<const TokenId> ids, std::span<const std::int64_t> counts,
                    const PrepareOptions& options = {}, RowPreparation* done = nullptr);

/// The same for other rows of embedding(V, C), as it was done to those of a map: sets rows(n, C). counts(n),
/// or none where no slope is taken away.
void prepare_others(const Rows& embedding, std::span<const TokenId> ids, std::span<const std::int64_t> counts,
                    const RowPreparation& done, Matrix& rows);

/// Spearman's rank correlation of the first principal component of rows(n, C) with counts(n), as a size in
/// [0, 1]: the sign of a component means nothing. Above .5 the map mostly shows how frequent words are.
float frequency_correlation(const Matrix& rows, std::span<const std::int64_t> counts);

/// Spearman's rank correlation of two lists of the same length, ties sharing their mean rank; 0 where one is
/// constant.
float rank_correlation(std::span<const float> a, std::span<const float> b);

} // namespace wordfield::inline map
