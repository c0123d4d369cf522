// SPDX-License-Identifier: MIT
// Matrix products, single-threaded: C(M,N) = A(M,K) * B(K,N) + bias + addend. B is rearranged ("packed") for
// the instruction set that was chosen; weights are packed once a step and used by every thread.
#pragma once

#include "model/core/aligned.hpp"
#include "model/kernels/kernels.hpp"

#include <cassert>

namespace wordfield::inline kernels {

/// The right-hand factor of a product, rearranged. Columns are padded with zeros to whole vectors.
template <class S>
class Packed {
public:
    /// Keeps its memory when the size does not grow.
    void pack(const MatrixView<S>& b) {
        reshape(b.rows, b.columns);
        pack_panels(b, 0, panels());
    }
    /// As pack, in two steps: `reshape` once, then the panels [begin, end) by any thread.
    void reshape(Index rows, Index columns) {
        const Index lanes = network_kernels<S>().lanes;
        rows_ = rows;
        columns_ = columns;
        data_.reset(rows * ((columns + lanes - 1) / lanes * lanes));
    }
    void pack_panels(const MatrixView<S>& b, Index begin, Index end) {
        assert(b.rows == rows_ && b.columns == columns_);
        network_kernels<S>().pack_panels(data_.data(), b, begin, end);
    }

    [[nodiscard]] Index panels() const { return (columns_ + panel_columns() - 1) / panel_columns(); }
    /// Of every panel but the last.
    [[nodiscard]] static Index panel_columns() { return network_kernels<S>().panel_columns; }
    [[nodiscard]] Index rows() const { return rows_; }
    [[nodiscard]] Index columns() const { return columns_; }

    /// All of it.
    [[nodiscard]] PackedView<S> all() const { return {data_.data(), rows_, columns_}; }
    /// The columns from `begin`, which a panel begins with, to `end`.
    [[nodiscard]] PackedView<S> columns(Index begin, Index end) const {
        assert(begin % panel_columns() == 0);
        return {data_.data() + begin * rows_, rows_, end - begin};
    }

private:
    Index rows_ = 0, columns_ = 0;
    AlignedBuffer<S> data_;
};

/// c(M,N) = a(M,K) * b(K,N) + addend. c must not overlap a.
template <class S>
void multiply(S* c, Index c_stride, const MatrixView<S>& a, const PackedView<S>& b, Addend<S> addend = {}) {
    assert(a.columns == b.rows);
    network_kernels<S>().multiply(c, c_stride, a, b, addend);
}
template <class S>
void multiply(S* c, Index c_stride, const MatrixView<S>& a, const Packed<S>& b, Addend<S> addend = {}) {
    multiply(c, c_stride, a, b.all(), addend);
}

} // namespace wordfield::inline kernels
