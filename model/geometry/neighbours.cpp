// SPDX-License-Identifier: MIT
// Nearest rows of one query: a product with every row, then the best k.
#include "model/geometry/neighbours.hpp"

#include "model/geometry/mean_row.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace wordfield::inline geometry {

namespace {

std::vector<Neighbour> nearest_by(const Eigen::VectorXf& values, Measure measure, int k,
                                  std::span<const Index> without) {
    std::vector<Neighbour> all;
    all.reserve(values.size());
    for (Index i = 0; i < values.size(); ++i)
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

} // namespace

Eigen::VectorXf compare_with_all(const Matrix& rows, const RowVector& query, Measure measure) {
    Eigen::VectorXf values;
    if (measure == Measure::Dot)
        values.noalias() = rows * query.transpose();
    else if (measure == Measure::Euclidean)
        values = (rows.rowwise() - query).rowwise().norm();
    else
        values = cosines_from(measure == Measure::PlainCosine ? RowVector::Zero(rows.cols()).eval()
                                                              : mean_row(rows),
                              rows, query);
    return values;
}

std::vector<Neighbour> nearest_to(const Matrix& rows, const RowVector& query, Measure measure, int k,
                                  std::span<const Index> without) {
    return nearest_by(compare_with_all(rows, query, measure), measure, k, without);
}

std::vector<Neighbour> nearest_to_row(const Matrix& rows, Index row, Measure measure, int k) {
    const std::array<Index, 1> itself{row};
    return nearest_to(rows, rows.row(row), measure, k, itself);
}

std::vector<Neighbour> nearest_to_row(const Matrix& rows, const RowVector& mean, Index row, Measure measure,
                                      int k) {
    const std::array<Index, 1> itself{row};
    if (measure != Measure::Cosine) return nearest_to_row(rows, row, measure, k);
    return nearest_by(cosines_from(mean, rows, rows.row(row)), measure, k, itself);
}

} // namespace wordfield::inline geometry
