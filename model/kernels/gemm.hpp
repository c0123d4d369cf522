// SPDX-License-Identifier: MIT
// Matrix products: C(M,N) = A(M,K) * B(K,N) + bias + addend. B is rearranged ("packed") into panels as wide
// as a register tile. The tile follows Goto & van de Geijn 2008, "Anatomy of High-Performance Matrix
// Multiplication", without packing A: our A fits the second cache.
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
        if (b.column_stride == 1) {
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

template <class S>
void multiply(S* c, Index c_stride, const MatrixView<S>& a, const PackedView<S>& b, Addend<S> addend) {
    const Index panel_count = (b.columns + full_width<S> - 1) / full_width<S>;
    for (Index k = 0; k < b.rows; k += k_block) {
        for (Index p = 0; p < panel_count; ++p) {
            const Index at = p * full_width<S>;
            const Index width = panel_width<S>(b.columns, p);
            const Addend<S> shifted{addend.bias == nullptr ? nullptr : addend.bias + at,
                                    addend.matrix == nullptr ? nullptr : addend.matrix + at};
            const Tile<S> tile{a.data + k * a.column_stride,
                               a.row_stride,
                               a.column_stride,
                               b.data + at * b.rows + k * width,
                               simd::least(k_block, b.rows - k),
                               c + at,
                               c_stride,
                               b.columns - at,
                               shifted};
            with_vectors(width / lanes<S>, [&](auto v) { multiply_panel<S, v.count>(tile, a.rows); });
        }
        addend = {nullptr, c}; // the blocks of K that follow accumulate
    }
}

} // namespace wordfield::WORDFIELD_ISA
