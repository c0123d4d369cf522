// SPDX-License-Identifier: MIT
// Neighbour purity and its chance level.
#include "model/map/purity.hpp"

#include "model/core/running_mean.hpp"
#include "model/geometry/neighbours.hpp"
#include "model/map/preprocess.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace wordfield::inline map {

namespace {

constexpr Index most_asked = 4000;

/// Indices of the words that have a category.
std::vector<TokenId> labelled(std::span<const int> category) {
    std::vector<TokenId> ids;
    for (std::size_t i = 0; i < category.size(); ++i)
        if (category[i] >= 0) ids.push_back(static_cast<TokenId>(i));
    return ids;
}

double share_of_fellows(std::span<const int> neighbours, std::span<const int> category, int own) {
    const auto fellows =
        std::count_if(neighbours.begin(), neighbours.end(), [&](int j) { return category[j] == own; });
    return static_cast<double>(fellows) / static_cast<double>(neighbours.size());
}

/// As neighbour_purity, where every row has a category.
Purity purity_of_labelled(const Matrix& rows, std::span<const int> category, int categories, ThreadPool& pool,
                          int at_most) {
    std::vector<int> size(static_cast<std::size_t>(categories), 0);
    for (const int c : category) ++size[c];
    RunningMean all, chance;
    std::vector<RunningMean> each(size.size());
    const std::vector<Index> asked = spread_sample(rows.rows(), most_asked);
    const NeighbourGraph graph = nearest_neighbours_of(rows, asked, at_most, pool);
    for (Index i = 0; i < graph.n; ++i) {
        const int own = category[asked[i]];
        const int fellows = size[own] - 1;
        if (fellows == 0) continue;
        const auto k = static_cast<std::size_t>(std::min(graph.k, fellows));
        const double share = share_of_fellows(graph.neighbours(i).first(k), category, own);
        each[own].add(share);
        all.add(share);
        chance.add(static_cast<double>(fellows) / static_cast<double>(rows.rows() - 1));
    }
    Purity result{.overall = all.mean(),
                  .error = all.error(),
                  .chance = chance.mean(),
                  .words = all.count(),
                  .per_category = {},
                  .category_error = {}};
    for (const RunningMean& mean : each) {
        result.per_category.push_back(mean.count() > 0 ? mean.mean()
                                                       : std::numeric_limits<double>::quiet_NaN());
        result.category_error.push_back(mean.error());
    }
    return result;
}

std::vector<int> categories_of(std::span<const TokenId> ids, std::span<const int> category) {
    std::vector<int> own;
    for (const TokenId id : ids) own.push_back(category[id]);
    return own;
}

} // namespace

Purity neighbour_purity(const Matrix& rows, std::span<const int> category, int categories, ThreadPool& pool,
                        int at_most) {
    const std::vector<TokenId> ids = labelled(category);
    Matrix chosen(static_cast<Index>(ids.size()), rows.cols());
    for (Index i = 0; i < chosen.rows(); ++i) chosen.row(i) = rows.row(ids[i]);
    return purity_of_labelled(chosen, categories_of(ids, category), categories, pool, at_most);
}

Purity embedding_purity(const Rows& embedding, std::span<const int> category, int categories,
                        ThreadPool& pool) {
    const std::vector<TokenId> ids = labelled(category);
    return purity_of_labelled(prepare_rows(embedding, ids, {}), categories_of(ids, category), categories,
                              pool, 10);
}

} // namespace wordfield::inline map
