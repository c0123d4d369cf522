// SPDX-License-Identifier: MIT
#include "model/nn/gemm.hpp"

#include "model/core/simd.hpp"

#include <algorithm>
#include <cassert>

namespace wordfield::inline nn {
namespace {

using simd::lanes;
using simd::Vec;

// A tile of C lives in registers: tile_rows(V) rows of V vectors, leaving room for V vectors of B and a
// broadcast of A.
constexpr int tile_vectors = simd::registers == 32 ? 4 : 2;
constexpr int tile_rows(int vectors) {
    if (simd::registers == 32) return vectors == 4 ? 6 : vectors == 3 ? 8 : 12;
    return vectors == 2 && simd::vector_bytes == 32 ? 6 : 4;
}
constexpr Index k_block =
    256; // a panel's block is 256 * 64 floats at most: it stays in the second cache, mostly the first

template <class S>
constexpr Index full_width = tile_vectors* lanes<S>;

template <class S>
struct Tile {
    const S* a;
    Index a_row, a_column; // strides of A
    const S* b;            // (k, V * lanes)
    Index k;
    S* c;
    Index c_row;
    Index columns; // how many of the V * lanes columns exist in C
    Addend<S> addend;
};

template <class S, int V>
inline void store_row(const Tile<S>& t, Index r, Vec<S>* row) {
    S* const c = t.c + r * t.c_row;
    for (int v = 0; v < V; ++v) {
        const Index at = v * lanes<S>;
        const Index count = t.columns - at;
        const bool whole = count >= lanes<S>;
        const auto read = [&](const S* p) {
            return whole ? simd::load(p + at) : simd::load_part(p + at, count);
        };
        if (t.addend.bias != nullptr) row[v] += read(t.addend.bias);
        if (t.addend.matrix != nullptr) row[v] += read(t.addend.matrix + r * t.c_row);
        whole ? simd::store(c + at, row[v]) : simd::store_part(c + at, row[v], count);
    }
}

template <class S, int R, int V>
void multiply_tile(const Tile<S>& t) {
    Vec<S> acc[R][V] = {};
    const S* a = t.a;
    const S* b = t.b;
    for (Index k = 0; k < t.k; ++k) {
        Vec<S> row[V];
#pragma GCC unroll 8
        for (int v = 0; v < V; ++v) row[v] = simd::load(b + v * lanes<S>);
#pragma GCC unroll 16
        for (int r = 0; r < R; ++r) {
            const Vec<S> factor = simd::broadcast(a[r * t.a_row]);
#pragma GCC unroll 8
            for (int v = 0; v < V; ++v) acc[r][v] += factor * row[v];
        }
        a += t.a_column;
        b += V * lanes<S>;
    }
#pragma GCC unroll 16
    for (int r = 0; r < R; ++r) store_row<S, V>(t, r, acc[r]);
}

template <class S, int R, int V>
Index multiply_rows(Tile<S>& t, Index rows) {
    Index done = 0;
    for (; done + R <= rows; done += R) {
        multiply_tile<S, R, V>(t);
        t.a += R * t.a_row;
        t.c += R * t.c_row;
        if (t.addend.matrix != nullptr) t.addend.matrix += R * t.c_row;
    }
    return rows - done;
}

template <class S, int V>
void multiply_panel(Tile<S> t, Index rows) {
    rows = multiply_rows<S, tile_rows(V), V>(t, rows);
    if constexpr (tile_rows(V) > 4) rows = multiply_rows<S, 4, V>(t, rows);
    rows = multiply_rows<S, 2, V>(t, rows);
    multiply_rows<S, 1, V>(t, rows);
}

template <class S>
void multiply_panel(const Tile<S>& t, Index rows, int vectors) {
    switch (vectors) {
    case 1:
        return multiply_panel<S, 1>(t, rows);
    case 2:
        return multiply_panel<S, 2>(t, rows);
    case 3:
        if constexpr (tile_vectors > 2) multiply_panel<S, 3>(t, rows);
        return;
    default:
        if constexpr (tile_vectors > 3) multiply_panel<S, 4>(t, rows);
    }
}

template <class S>
Index panel_width(Index columns, Index panel) {
    return std::min(full_width<S>, simd::padded<S>(columns) - panel * full_width<S>);
}

} // namespace

template <class S>
void Packed<S>::reshape(Index rows, Index columns) {
    rows_ = rows;
    columns_ = columns;
    data_.reset(rows * simd::padded<S>(columns));
}

template <class S>
Index Packed<S>::panels() const {
    return (columns_ + full_width<S> - 1) / full_width<S>;
}

template <class S>
const S* Packed<S>::panel(Index p) const {
    return data_.data() + p * full_width<S> * rows_;
}

template <class S>
void Packed<S>::pack(const View<S>& b) {
    reshape(b.rows, b.columns);
    pack_panels(b, 0, panels());
}

template <class S>
void Packed<S>::pack_panels(const View<S>& b, Index begin, Index end) {
    assert(b.rows == rows_ && b.columns == columns_);
    for (Index p = begin; p < end; ++p) {
        const Index at = p * full_width<S>;
        const Index width = panel_width<S>(columns_, p);
        const Index count = std::min(width, columns_ - at);
        S* const to = data_.data() + at * rows_;
        if (b.column_stride == 1) {
            for (Index k = 0; k < rows_; ++k) {
                std::copy_n(b.data + k * b.row_stride + at, count, to + k * width);
                std::fill_n(to + k * width + count, width - count, S{});
            }
        } else {
            for (Index c = 0; c < width; ++c)
                for (Index k = 0; k < rows_; ++k)
                    to[k * width + c] =
                        c < count ? b.data[k * b.row_stride + (at + c) * b.column_stride] : S{};
        }
    }
}

template <class S>
void multiply(S* c, Index c_stride, const View<S>& a, const Packed<S>& b, Addend<S> addend) {
    assert(a.columns == b.rows());
    for (Index k = 0; k < b.rows(); k += k_block) {
        for (Index p = 0; p < b.panels(); ++p) {
            const Index at = p * full_width<S>;
            const Index width = panel_width<S>(b.columns(), p);
            const Addend<S> shifted{addend.bias == nullptr ? nullptr : addend.bias + at,
                                    addend.matrix == nullptr ? nullptr : addend.matrix + at};
            const Tile<S> tile{a.data + k * a.column_stride,
                               a.row_stride,
                               a.column_stride,
                               b.panel(p) + k * width,
                               std::min(k_block, b.rows() - k),
                               c + at,
                               c_stride,
                               b.columns() - at,
                               shifted};
            multiply_panel(tile, a.rows, static_cast<int>(width / lanes<S>));
        }
        addend = {nullptr, c}; // the blocks of K that follow accumulate
    }
}

template class Packed<float>;
template class Packed<double>;
template void multiply(float*, Index, const View<float>&, const Packed<float>&, Addend<float>);
template void multiply(double*, Index, const View<double>&, const Packed<double>&, Addend<double>);

} // namespace wordfield::inline nn
