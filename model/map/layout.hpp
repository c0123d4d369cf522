// SPDX-License-Identifier: MIT
// A finished map: where each shown word lies, and how far the map can be believed. Made by the map thread.
#pragma once

#include "model/core/matrix.hpp"
#include "model/core/token.hpp"
#include "model/map/map_regions.hpp"
#include "model/map/projection.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace wordfield::inline map {

struct MapQuality {
    float trustworthiness = 0.0F; ///< Venna & Kaski 2001, k = 10, in [0, 1]
    float continuity = 0.0F;      ///< the same, the other way round
    float kept =
        0.0F; ///< mean share of the 10 nearest words in the space that are among the 10 nearest on the map
    float purity = 0.0F; ///< purity@10 on the map, 0 without categories
    float trustworthiness_error = 0.0F, continuity_error = 0.0F, kept_error = 0.0F,
          purity_error = 0.0F;    ///< standard errors, from how the words differ
    std::vector<TokenId> asked;   ///< the words that `kept` is the mean over: all, or some evenly spread
    std::vector<float> kept_each; ///< the share of each of them
};

struct NeighbourPurity {
    float overall =
        0.0F; ///< mean over labelled words: share of the nearest labelled words that have the same category
    float error = 0.0F;  ///< standard error of `overall`, from how the words differ
    float chance = 0.0F; ///< the same for a random order
    int words = 0;       ///< how many words were asked
    std::map<std::string, float> per_category, category_error;
};

/// Words that a map was not made of, put among their nearest words on it (placement.hpp).
struct PlacedWords {
    std::vector<TokenId> words; ///< (m) the most frequent at the front; none of them among Layout::words
    Matrix positions;           ///< (m, 3) in units of the map
    std::vector<int> group;     ///< (m) that of the nearest word on the map; empty where that has none
    Index of = 0;               ///< how many there are to be placed: m, once all have been
};

struct Layout {
    std::uint64_t run = 0;
    std::int64_t step = 0;                   ///< of the moment it was made from
    std::shared_ptr<const Layout> beginning; ///< the first one of this run; null in that one itself
    ProjectionConfig config;
    std::string method;
    std::vector<TokenId> words; ///< (n) which words are shown
    Matrix positions; ///< (n, 3); z is 0 on a flat map. Aligned with the layout before; RMS radius 1
    std::shared_ptr<const PlacedWords>
        placed; ///< the other words, or as many as have been placed; null where they are not placed. What is
                ///< measured here is measured without them
    bool settled = false;   ///< the projection has come to rest: other rows alone will move it
    float radius = 1.0F;    ///< RMS radius of the projection's own positions, which those here are made of
    float stretch = 1.0F;   ///< how much wider against its height it was made, to fill its canvas
    float spacing = 0.0F;   ///< median distance from a word to the nearest other one
    std::vector<int> group; ///< (n) k-means groups where the corpus has no categories; else empty
    std::vector<MapRegion> regions; ///< where the words of a category, or else of a group, lie together
    float progress = 1.0F;          ///< share of a long preparation (neighbours of many words) that is done
    int vocabulary = 0;             ///< how many words there are to choose from
    std::shared_ptr<const Matrix> rows; ///< (n, C) what the map was fitted on: prepared rows of the words
    Matrix
        axes; ///< (dims, 3) unit directions on the map of the shown axes, where the method has any; or empty
    std::vector<float> explained_variance; ///< share of the variance along each shown axis
    std::vector<float> all_variances;      ///< of every component or column that could be shown
    std::optional<float> residual;         ///< share of the variance at right angles to all shown axes
    float frequency_correlation = 0.0F; ///< size of the rank correlation of the first component with counts
    bool frequency_removed = false;     ///< whether that direction is taken away, or on its way out
    std::optional<float> divergence;
    std::optional<SearchRecall> recall;    ///< of the search that it is made from, where that was approximate
    std::optional<NeighbourPurity> purity; ///< in the full space, cosine; none without categories
    std::optional<MapQuality> quality;
    float map_motion = 0.0F;   ///< median movement since the layout before, in RMS radii of the map
    float space_motion = 0.0F; ///< median movement of the rows meanwhile, in RMS radii of the cloud of rows
};

} // namespace wordfield::inline map
