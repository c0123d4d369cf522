// SPDX-License-Identifier: MIT
#include "model/map/new_company.hpp"

#include <algorithm>
#include <utility>

namespace wordfield::inline map {

namespace {

constexpr float least_shared = 0.1F;
constexpr Index one_in = 20;

struct Entries {
    std::span<const std::int32_t> column;
    std::span<const float> weight;
    float sum = 0.0F;
};

Entries entries(const Affinities& affinities, Index row) {
    const auto begin = static_cast<std::size_t>(affinities.begin[row]);
    const auto count = static_cast<std::size_t>(affinities.begin[static_cast<std::size_t>(row) + 1]) - begin;
    Entries result{std::span{affinities.column}.subspan(begin, count),
                   std::span{affinities.weight}.subspan(begin, count)};
    for (const float weight : result.weight) result.sum += weight;
    return result;
}

float weighted_median(std::vector<std::pair<float, float>>& at_and_weight) {
    std::sort(at_and_weight.begin(), at_and_weight.end());
    float half = 0.0F;
    for (const auto& [at, weight] : at_and_weight) half += 0.5F * weight;
    for (const auto& [at, weight] : at_and_weight)
        if ((half -= weight) <= 0.0F) return at;
    return at_and_weight.back().first;
}

} // namespace

std::vector<Index> rows_in_new_company(const Affinities& before, const Affinities& after) {
    std::vector<Index> result;
    if (before.n != after.n) return result;
    const auto most = static_cast<std::size_t>(std::max<Index>(1, after.n / one_in));
    std::vector<float> share(static_cast<std::size_t>(after.n), 0.0F); // of one row's affinity before
    for (Index i = 0; i < after.n; ++i) {
        const Entries old = entries(before, i);
        const Entries now = entries(after, i);
        if (old.sum <= 0.0F || now.sum <= 0.0F) continue;
        for (std::size_t e = 0; e < old.column.size(); ++e) share[old.column[e]] += old.weight[e] / old.sum;
        float shared = 0.0F;
        for (std::size_t e = 0; e < now.column.size(); ++e)
            shared += std::min(share[now.column[e]], now.weight[e] / now.sum);
        for (const std::int32_t j : old.column) share[j] = 0.0F;
        if (shared < least_shared) result.push_back(i);
        if (result.size() > most) return {};
    }
    return result;
}

void place_in_company(const Affinities& affinities, std::span<const Index> rows, MapPoints& points) {
    std::vector<std::pair<float, float>> company;
    for (const Index i : rows) {
        const Entries near = entries(affinities, i);
        for (int d = 0; d < points.dims; ++d) {
            company.clear();
            for (std::size_t e = 0; e < near.column.size(); ++e)
                if (near.column[e] != i) company.emplace_back(points[d][near.column[e]], near.weight[e]);
            if (!company.empty()) points[d][i] = weighted_median(company);
        }
    }
}

} // namespace wordfield::inline map
