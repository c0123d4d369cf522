// SPDX-License-Identifier: MIT
// Rows come in one at a time. Prices of rows and columns are kept such that no pair costs less than its two
// prices and every chosen one exactly as much; the cheapest way from the new row to a free column, over pairs
// that are given up on it, then leaves that so (Jonker & Volgenant 1987).
#include "model/geometry/assignment.hpp"

#include <limits>

namespace wordfield::inline geometry {
namespace {

constexpr int free_column = -1;

// Column n is none of the matrix's: the row that is to be placed sits there while its way is looked for.
struct Prices {
    std::vector<double> row, column;
    std::vector<int> owner; ///< (n + 1) row of each column
};

struct Way {
    std::vector<double> length; ///< (n) of the cheapest way to each column that was found
    std::vector<int> before;    ///< (n) the column before it on that way
    std::vector<bool> reached;  ///< (n + 1)
};

// Looks on from `column`; the nearest column that was not reached yet.
int go_on(const Matrix& value, Prices& prices, Way& way, int column) {
    const auto n = static_cast<int>(value.rows());
    const int row = prices.owner[column];
    way.reached[column] = true;
    int next = n;
    double shortest = std::numeric_limits<double>::infinity();
    for (int j = 0; j < n; ++j) {
        if (way.reached[j]) continue;
        const double rest = -static_cast<double>(value(row, j)) - prices.row[row] - prices.column[j];
        if (rest < way.length[j]) {
            way.length[j] = rest;
            way.before[j] = column;
        }
        if (way.length[j] < shortest) shortest = way.length[next = j];
    }
    for (int j = 0; j <= n; ++j) {
        if (way.reached[j]) {
            prices.row[prices.owner[j]] += shortest;
            prices.column[j] -= shortest;
        } else {
            way.length[j] -= shortest;
        }
    }
    return next;
}

} // namespace

std::vector<int> best_assignment(const Matrix& value) {
    const auto n = static_cast<int>(value.rows());
    const auto size = static_cast<std::size_t>(n);
    Prices prices{std::vector<double>(size, 0.0), std::vector<double>(size + 1, 0.0),
                  std::vector<int>(size + 1, free_column)};
    for (int row = 0; row < n; ++row) {
        Way way{std::vector<double>(size + 1, std::numeric_limits<double>::infinity()),
                std::vector<int>(size, n), std::vector<bool>(size + 1, false)};
        int column = n;
        prices.owner[n] = row;
        do {
            column = go_on(value, prices, way, column);
        } while (prices.owner[column] != free_column);
        for (; column != n; column = way.before[column])
            prices.owner[column] = prices.owner[way.before[column]];
    }
    std::vector<int> columns(size, 0);
    for (int j = 0; j < n; ++j) columns[prices.owner[j]] = j;
    return columns;
}

} // namespace wordfield::inline geometry
