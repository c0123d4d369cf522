// SPDX-License-Identifier: MIT
#include "model/geometry/assignment.hpp"

#include "model/core/rng.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <numeric>

using namespace wordfield;

namespace {

float sum_of(const Matrix& value, const std::vector<int>& columns) {
    float sum = 0.0F;
    for (Index i = 0; i < value.rows(); ++i) sum += value(i, columns[i]);
    return sum;
}

float best_of_all_orders(const Matrix& value) {
    std::vector<int> columns(static_cast<std::size_t>(value.rows()));
    std::iota(columns.begin(), columns.end(), 0);
    float best = sum_of(value, columns);
    while (std::ranges::next_permutation(columns).found) best = std::max(best, sum_of(value, columns));
    return best;
}

} // namespace

TEST_CASE("the best pairing is the best of all orders", "[geometry]") {
    Pcg32 rng{3};
    for (const Index n : {1, 2, 3, 4, 5, 6})
        for (int round = 0; round < 20; ++round) {
            const Matrix value = Matrix::NullaryExpr(n, n, [&] { return rng.uniform() - 0.5F; });
            const std::vector<int> columns = best_assignment(value);
            std::vector<int> sorted = columns;
            std::ranges::sort(sorted);
            for (Index i = 0; i < n; ++i) CHECK(sorted[i] == i); // each once
            CHECK(sum_of(value, columns) == Approx(best_of_all_orders(value)));
        }
    CHECK(best_assignment(Matrix(0, 0)).empty());
}
