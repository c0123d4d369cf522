// SPDX-License-Identifier: MIT
#include "model/table/row_table.hpp"

#include "model/kernels/kernels.hpp"

#include <algorithm>
#include <utility>

namespace wordfield::inline table {
namespace {

constexpr Index numbers_a_tile = 1 << 15; // 128 kB as floats

float number_of(const float* floats, const std::uint16_t* halves, std::size_t at) {
    if (halves == nullptr) return floats[at];
    float number = 0.0F;
    map_kernels().widen(halves + at, &number, 1);
    return number;
}

} // namespace

Storage storage_for(StorageChoice choice, Index rows, Index columns) {
    const double bytes =
        bytes_of_number(Storage::Float32) * static_cast<double>(rows) * static_cast<double>(columns);
    const bool halves =
        choice == StorageChoice::Float16 || (choice == StorageChoice::Auto && bytes > large_table);
    return halves ? Storage::Float16 : Storage::Float32;
}

RowTable::RowTable(Matrix rows) : RowTable{std::make_shared<const Matrix>(std::move(rows))} {}

RowTable::RowTable(std::shared_ptr<const Matrix> rows)
    : rows_{rows->rows()}, cols_{rows->cols()}, floats_{std::move(rows)} {}

RowTable::RowTable(std::shared_ptr<const std::uint16_t[]> halves, Index rows, Index columns) // NOLINT
    : rows_{rows}, cols_{columns}, halves_{std::move(halves)} {}

std::size_t RowTable::bytes() const {
    return offset_of_row(rows_, cols_) * (halves_ ? sizeof(std::uint16_t) : sizeof(float));
}

std::shared_ptr<const Matrix> RowTable::floats() const {
    return halves_ ? std::make_shared<const Matrix>(Rows{*this}.matrix()) : floats_;
}

RowVector RowTable::row(Index i) const {
    return Rows{*this}.row(i);
}

float RowTable::operator()(Index row, Index column) const {
    return Rows{*this}(row, column);
}

RowVector Rows::row(Index i) const {
    RowVector numbers(cols_);
    write_row(i, numbers.data());
    return numbers;
}

void Rows::write_row(Index i, float* to) const {
    if (halves_ != nullptr)
        map_kernels().widen(halves_ + offset_of_row(i, cols_), to, cols_);
    else
        std::copy_n(floats_ + offset_of_row(i, cols_), cols_, to);
}

float Rows::operator()(Index row, Index column) const {
    return number_of(floats_, halves_, offset_of_row(row, cols_) + static_cast<std::size_t>(column));
}

Rows Rows::part(Index begin, Index end) const {
    Rows part;
    if (floats_ != nullptr) part.floats_ = floats_ + offset_of_row(begin, cols_);
    if (halves_ != nullptr) part.halves_ = halves_ + offset_of_row(begin, cols_);
    part.rows_ = end - begin;
    part.cols_ = cols_;
    return part;
}

Rows::Tile Rows::tile(Index begin, Index count, Matrix& room) const {
    if (halves_ == nullptr) return {floats_ + offset_of_row(begin, cols_), count, cols_};
    write(begin, count, room);
    return {room.data(), count, cols_};
}

void Rows::write(Index begin, Index count, Matrix& to) const {
    to.resize(count, cols_);
    if (halves_ != nullptr)
        map_kernels().widen(halves_ + offset_of_row(begin, cols_), to.data(), count * cols_);
    else
        std::copy_n(floats_ + offset_of_row(begin, cols_), count * cols_, to.data());
}

Matrix Rows::matrix() const {
    Matrix all;
    write(0, rows_, all);
    return all;
}

Index Rows::rows_a_tile() const {
    return std::max<Index>(1, numbers_a_tile / std::max<Index>(1, cols_));
}

} // namespace wordfield::inline table
