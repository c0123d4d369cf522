// SPDX-License-Identifier: MIT
#include "model/context/context_map.hpp"

#include "model/core/thread_pool.hpp"
#include "model/geometry/neighbours.hpp"
#include "model/map/align.hpp"
#include "model/map/pca.hpp"
#include "model/map/quality.hpp"

#include <algorithm>
#include <cstdint>
#include <numeric>

namespace wordfield::inline context {
namespace {

Matrix below_each_other(const std::vector<Matrix>& positions) {
    const Index n = positions.front().rows();
    Matrix all(n * static_cast<Index>(positions.size()), positions.front().cols());
    for (std::size_t s = 0; s < positions.size(); ++s)
        all.middleRows(static_cast<Index>(s) * n, n) = positions[s];
    return all;
}

bool of_the_same_places(const ContextMap& map, const ContextMap& last) {
    return last.positions.size() == map.positions.size() &&
           last.positions.front().rows() == map.positions.front().rows();
}

} // namespace

Matrix some_of_all(const std::vector<Matrix>& stages, Index most) {
    const Index n = stages.front().rows(), count = std::ssize(stages);
    const Index each = std::min(n, std::max<Index>(1, most / count));
    Matrix rows(each * count, stages.front().cols());
    for (Index s = 0; s < count; ++s)
        for (Index i = 0; i < each; ++i)
            rows.row(s * each + i) = stages[static_cast<std::size_t>(s)].row(i * n / each);
    return rows;
}

Matrix centred_units(const Matrix& rows) {
    if (rows.rows() == 0) return rows;
    Matrix units = rows.rowwise() - rows.colwise().mean();
    for (Index i = 0; i < units.rows(); ++i)
        if (const float length = units.row(i).norm(); length > 0) units.row(i) /= length;
    return units;
}

ContextMap map_stages(const std::vector<Matrix>& stages, const ContextMap* last) {
    ContextMap map;
    if (stages.empty() || stages.front().rows() == 0) return map;
    map.basis = principal_components(some_of_all(stages)).directions.leftCols(2);
    for (const Matrix& rows : stages) map.positions.emplace_back(rows * map.basis);
    if (last != nullptr && of_the_same_places(map, *last)) {
        const Eigen::MatrixXf turn =
            fit_similarity(below_each_other(map.positions), below_each_other(last->positions)).turn;
        map.basis *= turn;
        for (Matrix& positions : map.positions) positions *= turn;
    }
    for (std::size_t s = 0; s < stages.size(); ++s) {
        const float whole = stages[s].squaredNorm();
        map.shown.push_back(whole > 0 ? map.positions[s].squaredNorm() / whole : 0.0F);
    }
    return map;
}

void measure_trust(const std::vector<Matrix>& stages, ContextMap& map) {
    const std::size_t stage = map.trust.size();
    if (stage >= stages.size()) return;
    ThreadPool alone{1};
    const MapTrust trust = map_trust(stages[stage], map.positions[stage], alone, {.k = 10, .sample = 100});
    map.trust.push_back(trust.trustworthiness);
    map.trust_error.push_back(trust.trustworthiness_error);
}

void measure_gathering(const std::vector<Matrix>& stages, const Occurrences& occurrences,
                       Gathering& gathering) {
    constexpr int nearest = 10, most_asked = 256;
    const std::size_t stage = gathering.same_word.size();
    if (stage >= stages.size()) return;
    ThreadPool alone{1};
    const std::vector<Index> asked = spread_sample(occurrences.size(), most_asked);
    const NeighbourGraph graph = nearest_neighbours_of(stages[stage], asked, nearest, alone); // of unit rows
    int word = 0, next = 0, all = 0;
    for (Index i = 0; i < graph.n; ++i)
        for (const int near : graph.neighbours(i)) {
            const auto a = static_cast<std::size_t>(asked[static_cast<std::size_t>(i)]),
                       b = static_cast<std::size_t>(near);
            word += occurrences.token[a] == occurrences.token[b] ? 1 : 0;
            next += occurrences.next[a] == occurrences.next[b] ? 1 : 0;
            ++all;
        }
    gathering.same_word.push_back(all > 0 ? static_cast<double>(word) / all : 0.0);
    gathering.same_next.push_back(all > 0 ? static_cast<double>(next) / all : 0.0);
}

std::vector<NearOccurrence> nearest_occurrences(const Matrix& rows, int at, int count) {
    const Eigen::VectorXf cosines = rows * rows.row(at).transpose();
    std::vector<int> order(static_cast<std::size_t>(rows.rows()));
    std::iota(order.begin(), order.end(), 0);
    std::erase(order, at);
    const auto end = order.begin() + std::min<std::ptrdiff_t>(count, std::ssize(order));
    std::partial_sort(order.begin(), end, order.end(), [&](int a, int b) {
        return cosines[a] != cosines[b] ? cosines[a] > cosines[b] : a < b;
    });
    std::vector<NearOccurrence> nearest;
    for (auto one = order.begin(); one != end; ++one) nearest.push_back({*one, cosines[*one]});
    return nearest;
}

} // namespace wordfield::inline context
