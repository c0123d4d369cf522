// SPDX-License-Identifier: MIT
// Nearest rows of one query: a product with every row, then the best k.
#include "model/geometry/neighbours.hpp"

#include "model/geometry/mean_row.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace wordfield::inline geometry {

Eigen::VectorXf compare_with_all(const Matrix& rows, const RowVector& query, Measure measure) {
    Eigen::VectorXf values;
    if (measure == Measure::Dot) {
        values.noalias() = rows * query.transpose();
    } else if (measure == Measure::Euclidean) {
        values = (rows.rowwise() - query).rowwise().norm();
    } else {
        const RowVector mean = mean_row(rows);
        const RowVector centred = query - mean;
        values.resize(rows.rows());
        const float length = centred.norm();
        for (Index i = 0; i < rows.rows(); ++i) {
            const float product = (rows.row(i) - mean).dot(centred);
            const float scale = (rows.row(i) - mean).norm() * length;
            values[i] = scale > 0.0F ? product / scale : 0.0F;
        }
    }
    return values;
}

std::vector<Neighbour> nearest_to(const Matrix& rows, const RowVector& query, Measure measure, int k,
                                  std::span<const Index> without) {
    const Eigen::VectorXf values = compare_with_all(rows, query, measure);
    std::vector<Neighbour> all;
    all.reserve(rows.rows());
    for (Index i = 0; i < rows.rows(); ++i)
        if (std::find(without.begin(), without.end(), i) == without.end()) all.push_back({i, values[i]});
    const auto nearer = [&](const Neighbour& a, const Neighbour& b) {
        if (a.value != b.value) return (a.value > b.value) != (measure == Measure::Euclidean);
        return a.row < b.row;
    };
    const auto count = std::min(static_cast<std::ptrdiff_t>(k), static_cast<std::ptrdiff_t>(all.size()));
    std::partial_sort(all.begin(), all.begin() + count, all.end(), nearer);
    all.resize(count);
    return all;
}

std::vector<Neighbour> nearest_to_row(const Matrix& rows, Index row, Measure measure, int k) {
    const std::array<Index, 1> itself{row};
    return nearest_to(rows, rows.row(row), measure, k, itself);
}

} // namespace wordfield::inline geometry
