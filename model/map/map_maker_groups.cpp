// SPDX-License-Identifier: MIT
// Groups of words that nobody has labelled, and the regions of a map that are named after them or after
// categories.
#include "model/map/map_maker.hpp"

#include "model/geometry/k_means.hpp"

#include <algorithm>
#include <cmath>

namespace wordfield::inline map {

namespace {

// Of twice as many words a group holds 1.4 times as many, and there are 1.4 times as many groups.
int groups_of(Index words, int of_usual) {
    constexpr double usual = 2000;
    const double times = std::sqrt(std::max(static_cast<double>(words) / usual, 1.0));
    return static_cast<int>(std::lround(of_usual * times));
}

} // namespace

// The groups follow the moving rows from where they were, so that a word keeps its colour.
void MapMaker::group_rows() {
    group_.clear();
    const Matrix& rows = *rows_;
    if (settings_.groups == 0 || !corpus_->lexicon.categories.empty() || rows.rows() == 0) return;
    const int groups = groups_of(rows.rows(), settings_.groups);
    const bool afresh =
        group_centres_.rows() != std::min<Index>(groups, rows.rows()) || group_centres_.cols() != rows.cols();
    const KMeans found =
        afresh ? k_means(rows, groups, settings_.projection.seed) : k_means_from(rows, group_centres_, 2);
    group_ = found.group;
    group_centres_ = found.centres;
}

// Groups have no names of their own: words stand for them.
void MapMaker::find_regions(Layout& layout) const {
    constexpr int words_of_a_name = 2;
    const LabelledMap labelled{layout.positions, group_.empty() ? category_ : group_, *rows_, words_,
                               counts_,          &corpus_->lexicon.vocabulary};
    RegionNaming naming;
    if (!group_.empty()) naming.words = words_of_a_name;
    if (last_ && last_->run == layout.run) naming.before = last_->regions;
    layout.regions = map_regions(labelled, naming);
}

} // namespace wordfield::inline map
