// SPDX-License-Identifier: MIT
// Tables to compare, and what is expected of them by plain loops in double precision.
#pragma once

#include "model/comparison/embedding_comparison.hpp"
#include "model/core/rng.hpp"

#include <algorithm>
#include <memory>
#include <numeric>
#include <utility>
#include <vector>

namespace wordfield::test {

inline Matrix noise(Index rows, Index columns, std::uint64_t seed) {
    Pcg32 rng{seed};
    return Matrix::NullaryExpr(rows, columns, [&] { return rng.normal(); });
}

/// Columns at right angles and of length 1, by Gram and Schmidt.
inline Matrix some_turn(Index width, std::uint64_t seed) {
    Matrix turn = noise(width, width, seed);
    for (Index i = 0; i < width; ++i) {
        for (Index j = 0; j < i; ++j) turn.row(i) -= turn.row(i).dot(turn.row(j)) * turn.row(j);
        turn.row(i).normalize();
    }
    return turn;
}

/// Row i of the one is the same word as row i of the other.
inline WordsInCommon same_rows(Index n) {
    WordsInCommon common;
    common.a.resize(static_cast<std::size_t>(n));
    std::iota(common.a.begin(), common.a.end(), 0);
    common.b = common.a;
    common.counts.assign(static_cast<std::size_t>(n), 0);
    return common;
}

inline ComparedTables tables_of(const Matrix& a, const Matrix& b, bool centred = false) {
    return {std::make_shared<const RowTable>(a), std::make_shared<const RowTable>(b), same_rows(a.rows()),
            centred};
}

inline double cosine_by_hand(const Matrix& rows, Index i, Index j) {
    double product = 0, one = 0, other = 0;
    for (Index c = 0; c < rows.cols(); ++c) {
        product += double{rows(i, c)} * double{rows(j, c)};
        one += double{rows(i, c)} * double{rows(i, c)};
        other += double{rows(j, c)} * double{rows(j, c)};
    }
    return product / std::sqrt(one * other);
}

/// All other rows, the nearest at the front.
inline std::vector<int> sorted_by_hand(const Matrix& rows, Index word) {
    std::vector<std::pair<double, int>> order;
    for (Index i = 0; i < rows.rows(); ++i)
        if (i != word) order.emplace_back(-cosine_by_hand(rows, word, i), static_cast<int>(i));
    std::sort(order.begin(), order.end());
    std::vector<int> sorted;
    for (const auto& [cosine, row] : order) sorted.push_back(row);
    return sorted;
}

/// Share of the first k that both have.
inline double overlap_by_hand(const std::vector<int>& a, const std::vector<int>& b, int k) {
    int both = 0;
    for (int i = 0; i < k; ++i)
        for (int j = 0; j < k; ++j) both += a[i] == b[j] ? 1 : 0;
    return static_cast<double>(both) / k;
}

} // namespace wordfield::test
