// SPDX-License-Identifier: MIT
// Some rows of a table as directions, made when they are asked for: a table of a million words is not copied
// to be compared.
#pragma once

#include "model/core/token.hpp"
#include "model/table/row_table.hpp"

#include <memory>
#include <vector>

namespace wordfield::inline comparison {

class UnitRows {
public:
    /// Row i is row rows[i] of table(V, C), seen from the mean of these rows where `centred`, else from the
    /// origin, and of length one. One that is the mean itself, or holds what is no number, is zeros.
    UnitRows(std::shared_ptr<const RowTable> table, std::vector<TokenId> rows, bool centred);

    [[nodiscard]] Index size() const { return std::ssize(rows_); }
    [[nodiscard]] Index width() const { return table_->cols(); }
    /// (C)
    [[nodiscard]] RowVector row(Index i) const;
    /// Makes `to` (end - begin, C): the rows [begin, end).
    void write(Index begin, Index end, Matrix& to) const;
    /// Cosine with direction(C), of length one, for each row: (N).
    [[nodiscard]] Eigen::VectorXf cosines_with(const RowVector& direction) const;

private:
    std::shared_ptr<const RowTable> table_;
    std::vector<TokenId> rows_;
    RowVector centre_;
    Eigen::VectorXf scale_; ///< (N) one by the length; 0 for no direction
};

} // namespace wordfield::inline comparison
