// SPDX-License-Identifier: MIT
// Neighbourhoods of a map that deserve a name: where the words of a category, or of a k-means group, lie
// together.
#pragma once

#include "model/core/matrix.hpp"
#include "model/core/token.hpp"
#include "model/text/vocabulary.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace wordfield::inline map {

struct MapRegion {
    int label = 0;                ///< category or group
    int part = 0;                 ///< from 0, where a label has several, as singular and plural may lie apart
    int words = 0;                ///< that lie together
    float share = 0.0F;           ///< of all words of the label that are on the map, 0 to 1
    std::array<float, 3> low{};   ///< corners of the box around them,
    std::array<float, 3> high{};  ///< in units of the map
    std::vector<TokenId> typical; ///< of a group: the words that say best what it is about, the best first
};

/// The words whose labels lie together, as words of a map: what stands for a row of each matrix.
struct LabelledMap {
    const Matrix& positions;                ///< (n, 3)
    std::span<const int> label;             ///< (n); below 0 for none
    const Matrix& rows;                     ///< (n, C) what the map was fitted on
    std::span<const TokenId> words;         ///< (n)
    std::span<const std::int64_t> counts;   ///< (n)
    const Vocabulary* vocabulary = nullptr; ///< that `words` are of; may be null where nothing is to be named
};

/// How regions of labels without a name are named: by `words` typical words each; 0 for none. Words that were
/// typical of the label in `before` are preferred among equals, so that names stay.
struct RegionNaming {
    int words = 0;
    std::span<const MapRegion> before;
};

/// For each label the clusters that hold most of its words, or a good part of them: 55 % and three words at
/// least, or 30 % and five. In the order of labels. Words belong together when they lie in cells that touch,
/// of a grid so fine that as many words thrown on the map by chance would hardly touch (a mean degree of .45,
/// far below the threshold of percolation; Stauffer & Aharony, Introduction to Percolation Theory, 1994).
/// Typical are, of the more frequent half of a cluster (of more than 120 words, of the most frequent sqrt(30
/// n) of its n), the words whose rows point most in the direction in which its mean row differs from that of
/// all words. Of words that begin with the same five letters, as "album" and "albums", a name has one, where
/// the vocabulary is known. Takes time linear in n.
std::vector<MapRegion> map_regions(const LabelledMap& map, const RegionNaming& naming = {});

} // namespace wordfield::inline map
