// SPDX-License-Identifier: MIT
// What is measured of a map: how much of the neighbourhoods it kept, how pure they are, how far rows moved.
#include "model/map/map_maker.hpp"

#include "model/core/median.hpp"
#include "model/map/purity.hpp"
#include "model/map/quality.hpp"

#include <algorithm>
#include <cmath>

namespace wordfield::inline map {

namespace {

constexpr std::chrono::milliseconds measure_interval{250};
constexpr int measure_rarity = 5;        // measuring may take a fifth of the time
constexpr Index most_pairs = 10'000'000; // of rows whose ranks are compared for one measure of quality

float median_distance(const Matrix& a, const Matrix& b) {
    Eigen::VectorXf moved = (a - b).rowwise().norm();
    return median_of({moved.data(), static_cast<std::size_t>(moved.size())});
}

} // namespace

float MapMaker::space_motion() const {
    const Matrix& rows = *rows_;
    if (!last_rows_ || last_rows_ == rows_ || last_rows_->rows() != rows.rows() ||
        last_rows_->cols() != rows.cols())
        return 0.0F;
    const Matrix centred = rows.rowwise() - rows.colwise().mean();
    const float radius = centred.norm() / std::sqrt(static_cast<float>(std::max<Index>(rows.rows(), 1)));
    return radius > 0.0F ? median_distance(rows, *last_rows_) / radius : 0.0F;
}

NeighbourPurity MapMaker::purity_in_space() {
    const auto categories = static_cast<int>(corpus_->lexicon.categories.size());
    const Purity purity = embedding_purity(*table_, corpus_->lexicon.category, categories, *pool_);
    NeighbourPurity result;
    result.overall = static_cast<float>(purity.overall);
    result.error = static_cast<float>(purity.error);
    result.chance = static_cast<float>(purity.chance);
    result.words = static_cast<int>(purity.words);
    for (std::size_t c = 0; c < corpus_->lexicon.categories.size(); ++c)
        if (!std::isnan(purity.per_category[c])) {
            result.per_category[corpus_->lexicon.categories[c]] = static_cast<float>(purity.per_category[c]);
            result.category_error[corpus_->lexicon.categories[c]] =
                static_cast<float>(purity.category_error[c]);
        }
    return result;
}

MapQuality MapMaker::quality_of(const Layout& layout) {
    // The cost is that of the asked rows times all rows: fewer are asked where there are many, so that the
    // map thread is never away for long.
    TrustOptions options;
    options.sample = std::clamp<Index>(most_pairs / std::max<Index>(rows_->rows(), 1), 200, options.sample);
    const MapTrust trust = map_trust(*rows_, layout.positions, *pool_, options);
    MapQuality quality;
    quality.trustworthiness = static_cast<float>(trust.trustworthiness);
    quality.continuity = static_cast<float>(trust.continuity);
    quality.kept = static_cast<float>(trust.kept);
    quality.trustworthiness_error = static_cast<float>(trust.trustworthiness_error);
    quality.continuity_error = static_cast<float>(trust.continuity_error);
    quality.kept_error = static_cast<float>(trust.kept_error);
    for (const Index row : trust.rows) quality.asked.push_back(words_[row]);
    quality.kept_each = trust.kept_each;
    const auto categories = static_cast<int>(corpus_->lexicon.categories.size());
    const Purity purity = neighbour_purity(layout.positions, category_, categories, *pool_);
    quality.purity = static_cast<float>(purity.overall);
    quality.purity_error = static_cast<float>(purity.error);
    return quality;
}

void MapMaker::measure(Layout& layout) {
    const Clock::time_point start = Clock::now();
    if (!corpus_->lexicon.categories.empty()) layout.purity = purity_in_space();
    layout.quality = quality_of(layout);
    layout.divergence = projection_->divergence();
    quality_is_old_ = false;
    const Clock::duration cost = Clock::now() - start;
    next_measure_ = start + std::max<Clock::duration>(measure_interval, measure_rarity * cost);
}

} // namespace wordfield::inline map
