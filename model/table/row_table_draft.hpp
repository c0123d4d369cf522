// SPDX-License-Identifier: MIT
// A table while it is read out of a file.
#pragma once

#include "model/table/row_table.hpp"

namespace wordfield::inline table {

class RowTableDraft {
public:
    RowTableDraft() = default;
    /// Of any numbers.
    RowTableDraft(Index rows, Index columns, Storage storage);

    [[nodiscard]] Index rows() const { return rows_; }
    [[nodiscard]] Index cols() const { return cols_; }
    [[nodiscard]] Storage storage() const { return halves_ ? Storage::Float16 : Storage::Float32; }

    /// `fill(float*)` writes the numbers of a row, and what it returns is returned. Several threads may fill
    /// rows of one table.
    template <class Fill>
    auto fill_row(Index i, const Fill& fill) {
        const BeingFilled row{*this, i};
        return fill(row.to);
    }
    [[nodiscard]] bool is_finite(Index row) const;
    /// Only the rows `kept`, in their rising order, remain.
    void keep_rows(std::span<const Index> kept);
    [[nodiscard]] RowTable finished() &&;

private:
    // Where a row lies, or room for it that is narrowed to there in the end.
    struct BeingFilled {
        BeingFilled(RowTableDraft& draft, Index of_row);
        ~BeingFilled();
        BeingFilled(const BeingFilled&) = delete;
        BeingFilled& operator=(const BeingFilled&) = delete;

        RowTableDraft& table;
        Index row;
        float* to;
    };

    Index rows_ = 0, cols_ = 0;
    Matrix floats_;
    std::unique_ptr<std::uint16_t[]> halves_; // NOLINT: a vector would be set to zeros
};

} // namespace wordfield::inline table
