// SPDX-License-Identifier: MIT
#include "model/map/map_regions.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace wordfield::inline map {
namespace {

constexpr int fewest_words = 3, fewest_of_a_part = 5;
constexpr float most_of_it = 0.55F, good_part = 0.3F; // of a label's words
constexpr float cell_load = 0.05F; // words of a label in a cell, were they spread over the map by chance
constexpr float familiar = 0.03F;  // of a cosine: what a word gains that was typical before

using Cell = std::array<int, 3>;

struct CellHash {
    std::size_t operator()(const Cell& c) const {
        return static_cast<std::size_t>(c[0]) * 73856093U ^ static_cast<std::size_t>(c[1]) * 19349663U ^
               static_cast<std::size_t>(c[2]) * 83492791U;
    }
};
using Cells = std::unordered_map<Cell, std::vector<Index>, CellHash>;

// The side of a cell, for `count` words on a map of RMS radius `radius`: of a disc (area 2 pi radius^2) or,
// in space, of a ball.
float cell_side(float radius, bool solid, std::size_t count) {
    const float words = static_cast<float>(std::max<std::size_t>(count, 1));
    if (!solid) return radius * std::sqrt(2.0F * std::numbers::pi_v<float> * cell_load / words);
    const float ball = radius * std::sqrt(5.0F / 3.0F);
    // A cell has 27 neighbours where it had 9, itself included: a third of the load gives the same degree.
    return ball * std::cbrt(4.0F / 3.0F * std::numbers::pi_v<float> * cell_load / 3.0F / words);
}

Cells in_cells(const Matrix& positions, const std::vector<Index>& members, float side) {
    Cells cells;
    for (const Index i : members) {
        Cell cell{};
        for (int d = 0; d < 3; ++d) cell[d] = static_cast<int>(std::floor(positions(i, d) / side));
        cells[cell].push_back(i);
    }
    return cells;
}

// Takes a cell and all that it is joined to out of `cells`.
std::vector<Index> take_cluster(Cells& cells) {
    std::vector<Index> found;
    std::vector<std::pair<Cell, std::vector<Index>>> open;
    const auto take = [&](Cells::iterator at) {
        open.emplace_back(at->first, std::move(at->second));
        cells.erase(at);
    };
    take(cells.begin());
    while (!open.empty()) {
        const auto [cell, members] = std::move(open.back());
        open.pop_back();
        found.insert(found.end(), members.begin(), members.end());
        for (int x = -1; x <= 1; ++x)
            for (int y = -1; y <= 1; ++y)
                for (int z = -1; z <= 1; ++z)
                    if (const auto at = cells.find({cell[0] + x, cell[1] + y, cell[2] + z});
                        at != cells.end())
                        take(at);
    }
    return found;
}

bool deserves_a_name(std::size_t words, std::size_t of) {
    const float share = static_cast<float>(words) / static_cast<float>(of);
    return (words >= fewest_words && share >= most_of_it) ||
           (words >= fewest_of_a_part && share >= good_part);
}

// Those that deserve a name, each in the order of its words; they stand in the order of their first words.
std::vector<std::vector<Index>> named_clusters(const Matrix& positions, const std::vector<Index>& members,
                                               float side) {
    Cells cells = in_cells(positions, members, side);
    std::vector<std::vector<Index>> named;
    while (!cells.empty()) {
        std::vector<Index> cluster = take_cluster(cells);
        if (!deserves_a_name(cluster.size(), members.size())) continue;
        std::ranges::sort(cluster); // the order of a hash table is nobody's business
        named.push_back(std::move(cluster));
    }
    std::ranges::sort(named);
    return named;
}

std::vector<std::vector<Index>> by_label(std::span<const int> label) {
    std::vector<std::vector<Index>> members;
    for (std::size_t i = 0; i < label.size(); ++i) {
        if (label[i] < 0) continue;
        if (std::ssize(members) <= label[i]) members.resize(label[i] + 1);
        members[label[i]].push_back(static_cast<Index>(i));
    }
    return members;
}

// The more frequent half of a cluster; of a large one a smaller part, whose words most people know. Words of
// the same count, as all are of a file that says nothing of counts, stand in the order of their ids, which is
// that of frequency.
std::vector<Index> frequent_ones(const LabelledMap& map, const std::vector<Index>& cluster) {
    constexpr double known_words = 60;
    const auto size = static_cast<double>(cluster.size());
    const auto most =
        static_cast<std::ptrdiff_t>(std::ceil(std::min(size / 2, std::sqrt(size / 2 * known_words))));
    std::vector<Index> frequent = cluster;
    const auto rank = [&](Index i) { return std::pair{-map.counts[i], map.words[i]}; };
    std::ranges::nth_element(frequent, frequent.begin() + most - 1, {}, rank);
    frequent.resize(static_cast<std::size_t>(most));
    return frequent;
}

// Words of one stem say the same twice: told by the bytes that both begin with.
bool says_the_same(const LabelledMap& map, TokenId a, TokenId b) {
    constexpr std::size_t stem = 5;
    if (map.vocabulary == nullptr) return false;
    const std::string_view one = map.vocabulary->word(a), other = map.vocabulary->word(b);
    const std::size_t length = std::min({stem, one.size(), other.size()});
    return length > 2 && one.substr(0, length) == other.substr(0, length);
}

std::vector<TokenId> typical_words(const LabelledMap& map, const std::vector<Index>& cluster,
                                   const RowVector& mean, int count, std::span<const TokenId> before) {
    RowVector towards = RowVector::Zero(mean.size());
    for (const Index i : cluster) towards += map.rows.row(i) - mean;
    std::vector<std::pair<float, TokenId>> ranked; // the best has the least number
    for (const Index i : frequent_ones(map, cluster)) {
        const RowVector row = map.rows.row(i) - mean;
        const float lengths = row.norm() * towards.norm();
        const float cosine = lengths > 0.0F ? row.dot(towards) / lengths : 0.0F;
        const bool known = std::ranges::find(before, map.words[i]) != before.end();
        ranked.emplace_back(-cosine - (known ? familiar : 0.0F), map.words[i]);
    }
    std::ranges::sort(ranked);
    std::vector<TokenId> words;
    for (const auto& ranking : ranked) {
        const TokenId word = ranking.second;
        const bool known = std::ranges::any_of(words, [&](TokenId w) { return says_the_same(map, w, word); });
        if (std::ssize(words) < count && !known) words.push_back(word);
    }
    return words;
}

MapRegion region_of(const LabelledMap& map, int label, int part, const std::vector<Index>& cluster,
                    std::size_t of) {
    MapRegion region{.label = label,
                     .part = part,
                     .words = static_cast<int>(cluster.size()),
                     .share = static_cast<float>(cluster.size()) / static_cast<float>(of)};
    for (int d = 0; d < 3; ++d) region.low[d] = region.high[d] = map.positions(cluster.front(), d);
    for (const Index i : cluster)
        for (int d = 0; d < 3; ++d) {
            region.low[d] = std::min(region.low[d], map.positions(i, d));
            region.high[d] = std::max(region.high[d], map.positions(i, d));
        }
    return region;
}

std::span<const TokenId> known_words(const RegionNaming& naming, const MapRegion& region) {
    for (const MapRegion& before : naming.before)
        if (before.label == region.label && before.part == region.part) return before.typical;
    return {};
}

float rms_radius(const Matrix& positions) {
    return positions.norm() / std::sqrt(static_cast<float>(std::max<Index>(positions.rows(), 1)));
}

} // namespace

std::vector<MapRegion> map_regions(const LabelledMap& map, const RegionNaming& naming) {
    std::vector<MapRegion> regions;
    const float radius = rms_radius(map.positions);
    if (!(radius > 0.0F) || !std::isfinite(radius)) return regions;
    const bool solid = !map.positions.col(2).isZero();
    const RowVector mean = naming.words > 0 ? RowVector{map.rows.colwise().mean()} : RowVector{};
    const auto members = by_label(map.label);
    for (int label = 0; label < std::ssize(members); ++label) {
        const std::vector<Index>& all = members[label];
        if (std::ssize(all) < fewest_words) continue;
        const auto clusters = named_clusters(map.positions, all, cell_side(radius, solid, all.size()));
        for (int part = 0; part < std::ssize(clusters); ++part) {
            regions.push_back(region_of(map, label, part, clusters[part], all.size()));
            MapRegion& region = regions.back();
            if (naming.words > 0)
                region.typical =
                    typical_words(map, clusters[part], mean, naming.words, known_words(naming, region));
        }
    }
    return regions;
}

} // namespace wordfield::inline map
