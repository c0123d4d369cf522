// SPDX-License-Identifier: MIT
#include "model/geometry/pull.hpp"

#include "model/geometry/mean_row.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>
#include <utility>

namespace wordfield::inline geometry {
namespace {

constexpr float least_lengths = 1e-20F; // gradients are small

Pull pull_like(Eigen::VectorXf cosine, float strength, Index row, int count) {
    Pull pull{.strength = strength, .cosine = std::move(cosine), .strongest = {}};
    std::vector<Index> order(static_cast<std::size_t>(pull.cosine.size()));
    std::iota(order.begin(), order.end(), Index{0});
    std::erase(order, row);
    const auto shown =
        static_cast<std::ptrdiff_t>(std::min<std::size_t>(order.size(), static_cast<std::size_t>(count)));
    std::partial_sort(order.begin(), order.begin() + shown, order.end(), [&](Index a, Index b) {
        return pull.cosine[a] > pull.cosine[b] || (pull.cosine[a] == pull.cosine[b] && a < b);
    });
    order.resize(shown);
    pull.strongest = std::move(order);
    return pull;
}

} // namespace

Pull pull_of(const Matrix& mean_gradient, const RowVector& drift, Index row, int count) {
    const CosineTo cosine{mean_gradient.row(row), drift, least_lengths};
    return pull_like(cosines_from(mean_gradient, cosine), cosine.length(), row, count);
}

// Without a table of the differences: of 50,000 words its pages alone cost as much as the arithmetic.
Pull pull_of_sum(const Matrix& before, const Matrix& after, const RowVector& drift, Index row, int count) {
    CosineTo cosine{after.row(row) - before.row(row), drift, least_lengths};
    Eigen::VectorXf cosines(after.rows());
    for (Index i = 0; i < after.rows(); ++i) cosines[i] = cosine(after.row(i) - before.row(i));
    return pull_like(std::move(cosines), cosine.length(), row, count);
}

Eigen::VectorXf pull_agreement(const Matrix& mean, const Matrix& alternating) {
    Eigen::VectorXf agreement(mean.rows());
    const RowVector drift = mean_row(mean), turned = mean_row(alternating);
    for (Index i = 0; i < mean.rows(); ++i) {
        const RowVector half = mean.row(i) - drift, difference = alternating.row(i) - turned;
        const RowVector a = half + difference, b = half - difference;
        const float lengths = a.norm() * b.norm();
        agreement[i] = lengths > 1e-20F ? a.dot(b) / lengths : 0.0F;
    }
    return agreement;
}

float least_reliable(const Eigen::VectorXf& agreement) {
    constexpr double false_share = 0.1;
    std::vector<float> sizes; // of all, the largest at the front; the sign bit tells the side
    for (const float a : agreement)
        if (a != 0.0F) sizes.push_back(a);
    std::ranges::sort(sizes, std::greater{}, [](float a) { return std::abs(a); });
    float least = std::numeric_limits<float>::infinity();
    int above = 0, below = 0;
    for (const float a : sizes) {
        (a > 0.0F ? above : below) += 1;
        if (a > 0.0F && 1.0 + below <= false_share * above) least = a;
    }
    return least;
}

} // namespace wordfield::inline geometry
