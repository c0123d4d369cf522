// SPDX-License-Identifier: MIT
// What-if experiments on rows of the embedding: copy, swap, zero, shake or set them, and take it back.
#pragma once

#include "model/core/matrix.hpp"
#include "model/train/commands.hpp"

#include <utility>
#include <vector>

namespace wordfield::inline train {

/// Rows as they were before an edit: their numbers, and their moments where there are any.
struct RowBackup {
    std::vector<TokenId> rows;
    std::vector<Matrix> values; ///< (rows, C) each: the embedding's, then those of its moments

    bool operator==(const RowBackup& other) const;
};

/// Borrows the embedding (V,C) and its moments, if it has any, which are edited together.
class EmbeddingEdits {
public:
    using Table = Eigen::Map<Matrix>;
    explicit EmbeddingEdits(Table embedding, const std::vector<Table>& moments = {}) {
        tables_.reserve(1 + moments.size()); // assigning a Map would copy numbers, so nothing may be shifted
        tables_.push_back(embedding);
        for (const Table& moment : moments) tables_.push_back(moment);
    }

    /// Returns what undo() needs. Throws Error when there is no such row or the values have another width.
    RowBackup apply(const RowEdit& edit);
    void undo(const RowBackup& before);

private:
    [[nodiscard]] RowBackup keep(std::vector<TokenId> rows) const;
    void forget_moments(TokenId row);
    void edit(const CopyRow& e);
    void edit(const SwapRows& e);
    void edit(const ZeroRow& e);
    void edit(const ShakeRow& e);
    void edit(const SetRow& e);

    std::vector<Table> tables_; ///< the embedding at the front
};

/// The rows that an edit changes.
std::vector<TokenId> changed_rows(const RowEdit& edit);

} // namespace wordfield::inline train
