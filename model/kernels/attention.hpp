// SPDX-License-Identifier: MIT
// Attention between the projections, one sequence at a time. A vector holds a key's scores with as many
// queries as it has lanes, so that maxima and sums over keys are taken lane by lane, and a block of queries
// needs the keys up to its last query alone: about half of all cells are never computed.
#pragma once

#include "model/kernels/gemm.hpp"
#include "model/kernels/softmax.hpp"

namespace wordfield::WORDFIELD_ISA {

// Eight sums at a time or more, of blocks that are as high as a vector is long.
template <class S, int V>
void multiply_even(Tile<S> t, Index rows) {
    if constexpr (V == 1) rows = multiply_rows<S, 8, V>(t, rows, 8 * t.a_row);
    rows = multiply_rows<S, 4, V>(t, rows, 4 * t.a_row);
    rows = multiply_rows<S, 2, V>(t, rows, 2 * t.a_row);
    multiply_rows<S, 1, V>(t, rows, t.a_row);
}

/// A product of a block of cells with a packed factor (K, D), of which the rows [from, from + count) count.
template <class S>
struct BlockProduct {
    const S* cells; ///< (rows, count)
    Index row_stride, column_stride;
    const S* packed;
    Index K, D;
    Index from, count;
    S* out; ///< (rows, D)
    Index out_stride;
};

template <class S>
void multiply_block(const BlockProduct<S>& p, Index rows) {
    for (Index at = 0; at < p.D; at += full_width<S>) {
        const Index width = panel_width<S>(p.D, at / full_width<S>);
        const Tile<S> tile{p.cells,    p.row_stride, p.column_stride, p.packed + at * p.K + p.from * width,
                           p.count,    p.out + at,   p.out_stride,    p.D - at,
                           Addend<S>{}};
        with_vectors(width / lanes<S>, [&](auto v) { multiply_even<S, v.count>(tile, rows); });
    }
}

template <class S>
void pack_all(S* to, const MatrixView<S>& b) {
    pack_panels(to, b, 0, (b.columns + full_width<S> - 1) / full_width<S>);
}

// to[block](D, lanes) from x(T, D): column d of as many rows as a vector has lanes, zeros after the last row.
template <class S>
void pack_lanes(S* to, const MatrixView<S>& x) {
    for (Index begin = 0; begin < x.rows; begin += lanes<S>, to += x.columns * lanes<S>)
        for (Index lane = 0; lane < lanes<S>; ++lane) {
            const Index row = begin + lane;
            const S* const from = x.data + row * x.row_stride;
            for (Index d = 0; d < x.columns; ++d) to[d * lanes<S> + lane] = row < x.rows ? from[d] : S{};
        }
}

// Zero in the lanes of queries that come before the key; `by` is how far the key is beyond the first query.
template <class S>
Vec<S> seen(Vec<S> v, Index by, S otherwise) {
    Vec<S> lane{};
    for (int i = 0; i < lanes<S>; ++i) lane[i] = static_cast<S>(i);
    return lane >= static_cast<S>(by) ? v : simd::broadcast(otherwise);
}

// The columns of cells(keys, lanes), one a query from `first` on, become the softmax of `factor` * cells over
// the keys up to the query's own.
template <class S>
void softmax_columns(S* cells, Index stride, Index keys, Index first, S factor) {
    constexpr S none = sizeof(S) == 4 ? static_cast<S>(-1e38) : static_cast<S>(-1e300);
    Vec<S> top = simd::load(cells);
    const Index open = simd::least(keys, first + 1); // keys that all queries of the block see
    for (Index j = 1; j < open; ++j) top = simd::max<S>(top, simd::load(cells + j * stride));
    for (Index j = open; j < keys; ++j)
        top = simd::max<S>(top, seen<S>(simd::load(cells + j * stride), j - first, none));
    Vec<S> total{};
    for (Index j = 0; j < open; ++j) {
        const Vec<S> e = simd::exp((simd::load(cells + j * stride) - top) * factor);
        simd::store(cells + j * stride, e);
        total += e;
    }
    for (Index j = open; j < keys; ++j) {
        const Vec<S> e = seen<S>(simd::exp((simd::load(cells + j * stride) - top) * factor), j - first, S{});
        simd::store(cells + j * stride, e);
        total += e;
    }
    const Vec<S> inverse = 1 / total;
    for (Index j = 0; j < keys; ++j)
        simd::store(cells + j * stride, simd::load(cells + j * stride) * inverse);
}

// d(keys, lanes) becomes the gradient of the raw scores: p * (d - sum(p * d)) * factor, over each column.
template <class S>
void softmax_columns_backward(S* d, const S* p, Index stride, Index keys, S factor) {
    Vec<S> mean{};
    for (Index j = 0; j < keys; ++j) mean += simd::load(p + j * stride) * simd::load(d + j * stride);
    for (Index j = 0; j < keys; ++j) {
        const Vec<S> slope = simd::load(p + j * stride) * (simd::load(d + j * stride) - mean) * factor;
        simd::store(d + j * stride, slope);
    }
}

template <class S>
void scale_rows(S* x, Index stride, Index rows, Index columns, S factor) {
    for (Index r = 0; r < rows; ++r, x += stride)
        simd::for_each_vector<S>(columns, [&](auto load, auto store) { store(x, load(x) * factor); });
}

/// One head's queries, keys and values (T,D), and its cells, weights[key * stride + query].
template <class S>
struct Head {
    MatrixView<S> q, k, v;
    Index stride;
    Index T, D;

    Head(const S* qkv, Index h, AttentionShape shape)
        : q{qkv + h * shape.D, shape.T, shape.D, 3 * shape.H * shape.D, 1}, k{q}, v{q},
          stride{attention_stride(shape.T)}, T{shape.T}, D{shape.D} {
        k.data += shape.H * shape.D;
        v.data += 2 * shape.H * shape.D;
    }
    /// cells(keys, lanes) = rows(keys, D) * packed^T, for the block of queries that begins at `first`.
    void products(S* cells, const MatrixView<S>& rows, const S* packed, Index first) const {
        multiply_even<S, 1>(Tile<S>{rows.data, rows.row_stride, 1, packed + first * D, D, cells + first,
                                    stride, lanes<S>, Addend<S>{}},
                            keys_of(first));
    }
    /// How many keys the queries of that block see.
    Index keys_of(Index first) const { return simd::least(T, first + lanes<S>); }
    Index rows_of(Index first) const { return simd::least<Index>(T - first, lanes<S>); }
};

// out(T,D) = cells^T * packed(T,D): of each query what its keys hold.
template <class S>
void gather_keys(const Head<S>& head, const S* cells, const S* packed, S* out, Index out_stride) {
    for (Index first = 0; first < head.T; first += lanes<S>)
        multiply_block<S>({cells + first, 1, head.stride, packed, head.T, head.D, 0, head.keys_of(first),
                           out + first * out_stride, out_stride},
                          head.rows_of(first));
}

// out(T,D) = cells * packed(T,D): of each key what the queries hold that see it.
template <class S>
void gather_queries(const Head<S>& head, const S* cells, const S* packed, S* out, Index out_stride) {
    for (Index first = 0; first < head.T; first += lanes<S>)
        multiply_block<S>({cells + first * head.stride + first, head.stride, 1, packed, head.T, head.D, first,
                           head.T - first, out + first * out_stride, out_stride},
                          head.rows_of(first));
}

template <class S>
void attention_forward(S* out, S* weights, const S* qkv, const S* head_scale, AttentionShape shape,
                       S* scratch) {
    const Index C = shape.H * shape.D;
    const S factor = 1 / simd::root(static_cast<S>(shape.D));
    for (Index h = 0; h < shape.H; ++h) {
        const Head<S> head{qkv, h, shape};
        S* const by_lanes = scratch;
        S* const packed = scratch + head.stride * shape.D;
        pack_lanes(by_lanes, head.q);
        for (Index first = 0; first < shape.T; first += lanes<S>) {
            head.products(weights, head.k, by_lanes, first);
            softmax_columns(weights + first, head.stride, head.keys_of(first), first, factor);
        }
        pack_all(packed, head.v);
        gather_keys(head, weights, packed, out + h * shape.D, C);
        if (head_scale[h] != 1) scale_rows(out + h * shape.D, C, shape.T, shape.D, head_scale[h]);
        weights += shape.T * head.stride;
    }
}

template <class S>
void attention_backward(S* d_qkv, const S* d_out, const S* weights, const S* qkv, const S* head_scale,
                        AttentionShape shape, S* scratch) {
    const Index C = shape.H * shape.D, row = 3 * C;
    for (Index h = 0; h < shape.H; ++h) {
        const Head<S> head{qkv, h, shape};
        S* const by_lanes = scratch;
        S* const packed = by_lanes + head.stride * shape.D;
        S* const slopes = packed + shape.T * ((shape.D + point_padding - 1) / point_padding * point_padding);
        S* const dq = d_qkv + h * shape.D;
        const MatrixView<S> dy{d_out + h * shape.D, shape.T, shape.D, C, 1};
        pack_all(packed, dy);
        gather_queries(head, weights, packed, dq + 2 * C, row); // dv = p^T dy
        if (head_scale[h] != 1) scale_rows(dq + 2 * C, row, shape.T, shape.D, head_scale[h]);
        pack_lanes(by_lanes, dy);
        const S factor = head_scale[h] / simd::root(static_cast<S>(shape.D));
        for (Index first = 0; first < shape.T; first += lanes<S>) {
            head.products(slopes, head.v, by_lanes, first); // dp = dy v^T
            softmax_columns_backward(slopes + first, weights + first, head.stride, head.keys_of(first),
                                     factor);
        }
        pack_all(packed, head.k);
        gather_keys(head, slopes, packed, dq, row); // dq = ds k
        pack_all(packed, head.q);
        gather_queries(head, slopes, packed, dq + C, row); // dk = ds^T q
        weights += shape.T * head.stride;
    }
}

} // namespace wordfield::WORDFIELD_ISA
