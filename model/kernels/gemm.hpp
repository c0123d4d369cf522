// SPDX-License-Identifier: MIT
// Matrix products: C(M,N) = A(M,K) * B(K,N) + bias + addend. B is rearranged ("packed") into panels as wide
// as a register tile, and some rows of A at a time meet all panels, as Goto & van de Geijn 2008, "Anatomy of
// High-Performance Matrix Multiplication", have it. A is packed only where its rows are columns in memory.
// The order of every sum is that of k alone: neither blocks nor packing change a bit of C.
#pragma once

#include "model/kernels/simd.hpp"
#include "model/kernels/views.hpp"

namespace wordfield::WORDFIELD_ISA {

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
constexpr Index row_block = 132; // 132 * 256 floats of A: they stay in the second cache while panels go by

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
    Index a_tile = 0; // from the rows of one of a panel's tiles to those of the next
};

// This and multiply_tile() are unrolled wherever they touch the tile, and this is inlined: an array that is
// indexed by a variable is kept in memory, and with short k the way there and back took a third of the time.
template <class S, int R, int V>
inline __attribute__((always_inline)) void store_tile(const Tile<S>& t, Vec<S> (&tile)[R][V]) {
    if (const S* const bias = t.addend.bias; bias != nullptr) {
#pragma GCC unroll 8
        for (int v = 0; v < V; ++v) {
            const Vec<S> added = simd::load(bias + v * lanes<S>);
#pragma GCC unroll 16
            for (int r = 0; r < R; ++r) tile[r][v] += added;
        }
    }
    if (const S* const matrix = t.addend.matrix; matrix != nullptr) {
#pragma GCC unroll 16
        for (int r = 0; r < R; ++r)
#pragma GCC unroll 8
            for (int v = 0; v < V; ++v) tile[r][v] += simd::load(matrix + r * t.c_row + v * lanes<S>);
    }
#pragma GCC unroll 16
    for (int r = 0; r < R; ++r)
#pragma GCC unroll 8
        for (int v = 0; v < V; ++v) simd::store(t.c + r * t.c_row + v * lanes<S>, tile[r][v]);
}

// Of the last panel, of which C does not have all columns. `tile` is (R, width).
template <class S>
__attribute__((noinline)) void store_narrow(const Tile<S>& t, const S* tile, int R, int width) {
    for (int r = 0; r < R; ++r)
        for (Index i = 0; i < t.columns; ++i) {
            S sum = tile[r * width + i];
            if (t.addend.bias != nullptr) sum += t.addend.bias[i];
            if (t.addend.matrix != nullptr) sum += t.addend.matrix[r * t.c_row + i];
            t.c[r * t.c_row + i] = sum;
        }
}

template <class S, int R, int V>
void multiply_tile(const Tile<S>& t) {
    Vec<S> tile[R][V];
#pragma GCC unroll 16
    for (int r = 0; r < R; ++r) {
        __builtin_prefetch(t.c + r * t.c_row, 1);
#pragma GCC unroll 8
        for (int v = 0; v < V; ++v) tile[r][v] = Vec<S>{};
    }
    const S* a = t.a;
    const S* b = t.b;
    const Index steps = t.k, a_row = t.a_row, a_column = t.a_column;
#pragma GCC unroll 4
    for (Index k = 0; k < steps; ++k) {
        Vec<S> row[V];
#pragma GCC unroll 8
        for (int v = 0; v < V; ++v) row[v] = simd::load(b + v * lanes<S>);
#pragma GCC unroll 16
        for (int r = 0; r < R; ++r) {
            const Vec<S> factor = simd::broadcast(a[r * a_row]);
#pragma GCC unroll 8
            for (int v = 0; v < V; ++v) tile[r][v] += factor * row[v];
        }
        a += a_column;
        b += V * lanes<S>;
    }
    if (t.columns >= V * lanes<S>) return store_tile<S, R, V>(t, tile);
    S narrow[R * V * lanes<S>];
#pragma GCC unroll 16
    for (int r = 0; r < R; ++r)
#pragma GCC unroll 8
        for (int v = 0; v < V; ++v) simd::store(narrow + (r * V + v) * lanes<S>, tile[r][v]);
    store_narrow<S>(t, narrow, R, V * lanes<S>);
}

template <class S, int R, int V>
Index multiply_rows(Tile<S>& t, Index rows, Index a_tile) {
    Index done = 0;
    for (; done + R <= rows; done += R) {
        if (t.a_column == 1 && done + 2 * R <= rows) {
#pragma GCC unroll 16
            for (int r = 0; r < R; ++r) __builtin_prefetch(t.a + a_tile + r * t.a_row);
        }
        multiply_tile<S, R, V>(t);
        t.a += a_tile;
        t.c += R * t.c_row;
        if (t.addend.matrix != nullptr) t.addend.matrix += R * t.c_row;
    }
    return rows - done;
}

template <class S, int V>
void multiply_panel(Tile<S> t, Index rows) {
    rows = multiply_rows<S, tile_rows(V), V>(t, rows, t.a_tile);
    if constexpr (tile_rows(V) > 4) rows = multiply_rows<S, 4, V>(t, rows, 4 * t.a_row);
    rows = multiply_rows<S, 2, V>(t, rows, 2 * t.a_row);
    multiply_rows<S, 1, V>(t, rows, t.a_row);
}

/// A number that the compiler knows.
template <int V>
struct Vectors {
    static constexpr int count = V;
};

// Calls body(Vectors<vectors>{}): a tile is as many vectors wide as its panel.
template <class Body>
void with_vectors(Index vectors, Body&& body) {
    switch (vectors) {
    case 1:
        return body(Vectors<1>{});
    case 2:
        return body(Vectors<2>{});
    case 3:
        if constexpr (tile_vectors > 2) body(Vectors<3>{});
        return;
    default:
        if constexpr (tile_vectors > 3) body(Vectors<4>{});
    }
}

template <class S>
Index panel_width(Index columns, Index panel) {
    return simd::least<Index>(full_width<S>, simd::padded<S>(columns) - panel * full_width<S>);
}

template <class S>
void pack_panels(S* data, const MatrixView<S>& b, Index begin, Index end) {
    for (Index p = begin; p < end; ++p) {
        const Index at = p * full_width<S>;
        const Index width = panel_width<S>(b.columns, p);
        const Index count = simd::least(width, b.columns - at);
        S* const to = data + at * b.rows;
        if (b.column_stride == 1 && count == full_width<S>) {
            for (Index k = 0; k < b.rows; ++k)
                std::memcpy(to + k * width, b.data + k * b.row_stride + at, full_width<S> * sizeof(S));
        } else if (b.column_stride == 1) {
            for (Index k = 0; k < b.rows; ++k) {
                std::memcpy(to + k * width, b.data + k * b.row_stride + at,
                            static_cast<std::size_t>(count) * sizeof(S));
                simd::fill(to + k * width + count, to + (k + 1) * width, S{});
            }
        } else {
            for (Index c = 0; c < width; ++c)
                for (Index k = 0; k < b.rows; ++k)
                    to[k * width + c] =
                        c < count ? b.data[k * b.row_stride + (at + c) * b.column_stride] : S{};
        }
    }
}

/// Some rows of A, tile by tile: each tile's are (k, packed_rows) without gaps.
constexpr Index packed_rows = tile_rows(tile_vectors);

// `from` has its rows side by side: row m of step k is from[k * a_column + m]. Some steps at a time: their
// lines stay in the first cache, where equal distances between them are in each other's way.
template <class S>
void pack_rows(S* to, const S* from, Index a_column, Index rows, Index k) {
    constexpr Index together = 8;
    for (Index first = 0; first < k; first += together) {
        const Index end = simd::least(first + together, k);
        for (Index m = 0; m < rows; m += packed_rows)
            for (Index i = first; i < end; ++i) {
                const S* const source = from + i * a_column + m;
                S* const target = to + m * k + i * packed_rows;
                if (rows - m >= packed_rows)
                    std::memcpy(target, source, packed_rows * sizeof(S));
                else
                    std::memcpy(target, source, static_cast<std::size_t>(rows - m) * sizeof(S));
            }
    }
}

/// Rows of A that meet all panels, and what is added to them.
template <class S>
struct RowBlock {
    MatrixView<S> a; // (rows, k)
    S* c;
    Index c_stride;
    Addend<S> addend;
};

// With k0, the first of the block's k among the rows of B.
template <class S>
void multiply_row_block(const RowBlock<S>& block, const PackedView<S>& b, Index k0) {
    constexpr Index pays = 6; // panels: for fewer, packing takes longer than it saves
    const MatrixView<S>& a = block.a;
    const Addend<S>& addend = block.addend;
    const bool packs = a.row_stride == 1 && a.column_stride > 1 && b.columns >= pays * full_width<S>;
    alignas(64) S packed[row_block * k_block];
    if (packs) pack_rows(packed, a.data, a.column_stride, a.rows, a.columns);
    const Index panel_count = (b.columns + full_width<S> - 1) / full_width<S>;
    for (Index p = 0; p < panel_count; ++p) {
        const Index at = p * full_width<S>;
        const Index width = panel_width<S>(b.columns, p);
        const Addend<S> shifted{addend.bias == nullptr ? nullptr : addend.bias + at,
                                addend.matrix == nullptr ? nullptr : addend.matrix + at};
        const S* const panel = b.data + at * b.rows + k0 * width;
        with_vectors(width / lanes<S>, [&](auto v) {
            Tile<S> tile{
                a.data,       a.row_stride,   a.column_stride, panel,   a.columns,
                block.c + at, block.c_stride, b.columns - at,  shifted, tile_rows(v.count) * a.row_stride};
            if (packs && v.count == tile_vectors) {
                tile.a = packed;
                tile.a_column = packed_rows;
                tile.a_tile = packed_rows * a.columns;
            }
            multiply_panel<S, v.count>(tile, a.rows);
        });
    }
}

template <class S>
void multiply(S* c, Index c_stride, const MatrixView<S>& a, const PackedView<S>& b, Addend<S> addend) {
    const Index blocks = (a.rows + row_block - 1) / row_block; // of equal size, but for whole tiles
    const Index rows = blocks == 0 ? 0 : ((a.rows + blocks - 1) / blocks + 11) / 12 * 12;
    for (Index k = 0; k < b.rows; k += k_block) {
        const Index some = simd::least(k_block, b.rows - k);
        for (Index m = 0; m < a.rows; m += rows) {
            const Addend<S> shifted{addend.bias,
                                    addend.matrix == nullptr ? nullptr : addend.matrix + m * c_stride};
            multiply_row_block<S>({{a.data + m * a.row_stride + k * a.column_stride,
                                    simd::least(rows, a.rows - m), some, a.row_stride, a.column_stride},
                                   c + m * c_stride,
                                   c_stride,
                                   shifted},
                                  b, k);
        }
        addend = {nullptr, c}; // the blocks of K that follow accumulate
    }
}

} // namespace wordfield::WORDFIELD_ISA
