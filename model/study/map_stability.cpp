// SPDX-License-Identifier: MIT
#include "model/study/map_stability.hpp"

#include "model/core/thread_pool.hpp"
#include "model/map/tsne.hpp"
#include "model/study/seed_run.hpp"

#include <numeric>
#include <vector>

namespace wordfield::inline study {
namespace {

// The neighbours on one finished map; nothing when it was stopped.
std::optional<NeighbourLists> neighbours_on_map(const Matrix& rows, const TsneConfig& config,
                                                ThreadPool& pool, const std::function<bool()>& go_on) {
    TsneProjection map{config};
    map.set_rows(rows);
    while (map.step())
        if (!go_on()) return std::nullopt;
    std::vector<Index> all(static_cast<std::size_t>(rows.rows()));
    std::iota(all.begin(), all.end(), 0);
    return neighbour_lists(map.positions(), all, study_neighbours, pool);
}

} // namespace

std::optional<MapStability> map_stability(const Matrix& rows, const ProjectionConfig& config, int maps,
                                          ThreadPool& pool, const std::function<bool()>& go_on) {
    if (rows.rows() < 3 || maps < 2) return std::nullopt;
    std::vector<NeighbourLists> kinds[2];
    for (const bool random : {false, true})
        for (int i = 0; i < maps; ++i) {
            TsneConfig tsne = tsne_config(config);
            tsne.seed += static_cast<std::uint64_t>(i);
            tsne.random_start = random;
            auto near = neighbours_on_map(rows, tsne, pool, go_on);
            if (!near) return std::nullopt;
            kinds[random ? 1 : 0].push_back(std::move(*near));
        }
    std::vector<Index> all(static_cast<std::size_t>(rows.rows()));
    std::iota(all.begin(), all.end(), 0);
    const NeighbourLists in_space = neighbour_lists(rows, all, study_neighbours, pool);
    std::vector<double> kept;
    for (const NeighbourLists& map : kinds[0]) kept.push_back(shared_of_all(in_space, map));
    return MapStability{.words = static_cast<int>(rows.rows()),
                        .maps = maps,
                        .chance = shared_by_chance(in_space.cols(), rows.rows()),
                        .same_start = shared_of_pairs(kinds[0]),
                        .random_start = shared_of_pairs(kinds[1]),
                        .kept = mean_spread(kept)};
}

} // namespace wordfield::inline study
