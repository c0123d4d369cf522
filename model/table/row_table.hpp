// SPDX-License-Identifier: MIT
// Tables with a vector for each word: of 32-bit floats, or of 16-bit ones where a table is large. Who goes
// through one takes Rows, a look at either that costs nothing of a table of floats.
#pragma once

#include "model/core/matrix.hpp"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace wordfield::inline table {

/// How numbers are kept. Float16 is IEEE 754-2008's binary16: 11 bits of precision, at most 65,504.
enum class Storage { Float32, Float16 };

/// What is asked for: Auto is Float16 for what would take more than `large_table` bytes as floats.
enum class StorageChoice { Auto, Float32, Float16 };
inline constexpr double large_table = 512e6;
[[nodiscard]] constexpr double bytes_of_number(Storage storage) {
    return storage == Storage::Float16 ? 2.0 : 4.0;
}
Storage storage_for(StorageChoice choice, Index rows, Index columns);

/// Numbers before this row.
[[nodiscard]] constexpr std::size_t offset_of_row(Index row, Index columns) {
    return static_cast<std::size_t>(row * columns);
}

/// Whole and never changed. Copies share the numbers.
class RowTable {
public:
    RowTable() = default;
    explicit RowTable(Matrix rows);
    explicit RowTable(std::shared_ptr<const Matrix> rows);
    RowTable(std::shared_ptr<const std::uint16_t[]> halves, Index rows,
             Index columns); // NOLINT: of any length

    [[nodiscard]] Index rows() const { return rows_; }
    [[nodiscard]] Index cols() const { return cols_; }
    [[nodiscard]] Index size() const { return rows_ * cols_; }
    [[nodiscard]] Storage storage() const { return halves_ ? Storage::Float16 : Storage::Float32; }
    [[nodiscard]] std::size_t bytes() const;
    [[nodiscard]] RowVector row(Index i) const;
    [[nodiscard]] float operator()(Index row, Index column) const;

    /// The floats as they lie. Only of Float32: of a model that is trained.
    [[nodiscard]] const Matrix& matrix() const { return *floats_; }
    /// All of it as floats: those that are there, or a copy.
    [[nodiscard]] std::shared_ptr<const Matrix> floats() const;
    /// Those that are there; null of Float16.
    [[nodiscard]] const std::shared_ptr<const Matrix>& shared_matrix() const { return floats_; }
    /// Null of Float32.
    [[nodiscard]] const std::uint16_t* halves() const { return halves_.get(); }

private:
    Index rows_ = 0, cols_ = 0;
    std::shared_ptr<const Matrix> floats_;
    std::shared_ptr<const std::uint16_t[]> halves_; // NOLINT: of any length
};

/// Rows of a matrix or of a table, for the length of a call.
class Rows {
public:
    using Tile = Eigen::Map<const Matrix>;

    Rows(const Matrix& matrix) // NOLINT: a matrix is rows
        : floats_{matrix.data()}, rows_{matrix.rows()}, cols_{matrix.cols()} {}
    Rows(const RowTable& table) // NOLINT: so is a table
        : floats_{table.halves() || !table.shared_matrix() ? nullptr : table.matrix().data()},
          halves_{table.halves()}, rows_{table.rows()}, cols_{table.cols()} {}

    [[nodiscard]] Index rows() const { return rows_; }
    [[nodiscard]] Index cols() const { return cols_; }
    [[nodiscard]] Index size() const { return rows_ * cols_; }
    [[nodiscard]] RowVector row(Index i) const;
    /// The same, to(C).
    void write_row(Index i, float* to) const;
    [[nodiscard]] float operator()(Index row, Index column) const;
    /// Rows [begin, end) alone.
    [[nodiscard]] Rows part(Index begin, Index end) const;

    /// Rows [begin, begin + count) as floats: where they lie, or made in `room`, which is to outlive the
    /// tile.
    [[nodiscard]] Tile tile(Index begin, Index count, Matrix& room) const;
    /// The same as a copy, in `to`.
    void write(Index begin, Index count, Matrix& to) const;
    /// All of them: a copy.
    [[nodiscard]] Matrix matrix() const;

    /// Calls work(begin, tile) for stretches of all rows, one after the other. A tile of floats that were
    /// halves stays in the second cache.
    template <class Work>
    void for_tiles(const Work& work) const {
        Matrix room;
        const Index step = rows_a_tile();
        for (Index begin = 0; begin < rows_; begin += step)
            work(begin, tile(begin, std::min(step, rows_ - begin), room));
    }

private:
    Rows() = default;
    [[nodiscard]] Index rows_a_tile() const;

    const float* floats_ = nullptr;
    const std::uint16_t* halves_ = nullptr;
    Index rows_ = 0, cols_ = 0;
};

} // namespace wordfield::inline table
