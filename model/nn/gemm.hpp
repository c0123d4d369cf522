// SPDX-License-Identifier: MIT
// Matrix products, single-threaded: C(M,N) = A(M,K) * B(K,N) + bias + addend. B is rearranged ("packed") into
// panels as wide as a register tile; weights are packed once a step and used by every thread. The tile
// follows Goto & van de Geijn 2008, "Anatomy of High-Performance Matrix Multiplication", without packing A:
// our A fits the second cache.
#pragma once

#include "model/core/aligned.hpp"
#include "model/core/matrix.hpp"

namespace wordfield::inline nn {

/// Borrowed matrix: element (r, c) is data[r * row_stride + c * column_stride].
template <class S>
struct View {
    const S* data = nullptr;
    Index rows = 0, columns = 0;
    Index row_stride = 0, column_stride = 1;

    [[nodiscard]] View transposed() const { return {data, columns, rows, column_stride, row_stride}; }
};

/// A row-major matrix without gaps.
template <class S>
View<S> view(const S* data, Index rows, Index columns) {
    return {data, rows, columns, columns, 1};
}

/// The right-hand factor of a product, rearranged. Columns are padded with zeros to whole vectors.
template <class S>
class Packed {
public:
    /// Keeps its memory when the size does not grow.
    void pack(const View<S>& b);
    /// As pack, in two steps: `reshape` once, then the panels [begin, end) by any thread.
    void reshape(Index rows, Index columns);
    void pack_panels(const View<S>& b, Index begin, Index end);

    [[nodiscard]] Index panels() const;
    [[nodiscard]] Index rows() const { return rows_; }
    [[nodiscard]] Index columns() const { return columns_; }
    /// Panel p as (rows, panel_width(p)), row-major without gaps.
    [[nodiscard]] const S* panel(Index p) const;

private:
    Index rows_ = 0, columns_ = 0;
    AlignedBuffer<S> data_;
};

/// What is added to a product when it is stored; a null pointer adds nothing.
template <class S>
struct Addend {
    const S* bias = nullptr;   ///< (N), the same for every row
    const S* matrix = nullptr; ///< (M, N) with the row stride of C; C itself to accumulate
};

/// c(M,N) = a(M,K) * b(K,N) + addend. c must not overlap a.
template <class S>
void multiply(S* c, Index c_stride, const View<S>& a, const Packed<S>& b, Addend<S> addend = {});

} // namespace wordfield::inline nn
