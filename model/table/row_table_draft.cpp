// SPDX-License-Identifier: MIT
#include "model/table/row_table_draft.hpp"

#include "model/kernels/kernels.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace wordfield::inline table {
namespace {

// Rows that remain move to the front.
template <class Number>
void move_up(Number* numbers, std::span<const Index> kept, Index columns) {
    for (std::size_t i = 0; i < kept.size(); ++i)
        if (static_cast<Index>(i) != kept[i])
            std::memmove(numbers + offset_of_row(static_cast<Index>(i), columns),
                         numbers + offset_of_row(kept[i], columns),
                         offset_of_row(1, columns) * sizeof(Number));
}

} // namespace

RowTableDraft::RowTableDraft(Index rows, Index columns, Storage storage) : rows_{rows}, cols_{columns} {
    if (storage == Storage::Float16)
        halves_ = std::make_unique_for_overwrite<std::uint16_t[]>(offset_of_row(rows, columns)); // NOLINT
    else
        floats_.resize(rows, columns);
}

RowTableDraft::BeingFilled::BeingFilled(RowTableDraft& draft, Index of_row) : table{draft}, row{of_row} {
    thread_local std::vector<float> room;
    if (table.halves_) room.resize(offset_of_row(1, table.cols_));
    to = table.halves_ ? room.data() : table.floats_.data() + offset_of_row(row, table.cols_);
}

RowTableDraft::BeingFilled::~BeingFilled() {
    if (table.halves_)
        map_kernels().narrow(to, table.halves_.get() + offset_of_row(row, table.cols_), table.cols_);
}

bool RowTableDraft::is_finite(Index row) const {
    if (!halves_) return floats_.row(row).allFinite();
    const std::uint16_t* const numbers = halves_.get() + offset_of_row(row, cols_);
    return std::none_of(numbers, numbers + cols_, [](unsigned half) { return (half & 0x7C00U) == 0x7C00U; });
}

void RowTableDraft::keep_rows(std::span<const Index> kept) {
    rows_ = std::ssize(kept);
    if (halves_) return move_up(halves_.get(), kept, cols_);
    move_up(floats_.data(), kept, cols_);
    floats_.conservativeResize(rows_, cols_);
}

RowTable RowTableDraft::finished() && {
    if (!halves_) return RowTable{std::move(floats_)};
    return RowTable{std::shared_ptr<const std::uint16_t[]>{std::move(halves_)}, rows_, cols_}; // NOLINT
}

} // namespace wordfield::inline table
