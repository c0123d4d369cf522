// SPDX-License-Identifier: MIT
#include "model/map/recall_curve.hpp"

#include "model/geometry/neighbours.hpp"
#include "model/map/quality.hpp"

#include <cmath>
#include <utility>

namespace wordfield::inline map {

namespace {

constexpr int most_steps = 1200; // of the map at one attraction; most are at rest before

} // namespace

std::vector<float> equal_factors(float low, float high, int count) {
    std::vector<float> values;
    for (int i = 0; i < count; ++i)
        values.push_back(low * std::pow(high / low, static_cast<float>(i) / static_cast<float>(count - 1)));
    values.back() = high;
    return values;
}

RecallSweep::RecallSweep(const Matrix& rows, const ProjectionConfig& config, std::vector<float> attractions,
                         Index most)
    : config_{config}, attractions_{std::move(attractions)} {
    const std::vector<Index> sample = spread_sample(rows.rows(), most);
    rows_.resize(std::ssize(sample), rows.cols());
    for (Index i = 0; i < rows_.rows(); ++i) rows_.row(i) = rows.row(sample[i]);
    config_.method = ProjectionMethod::Tsne;
    config_.threads = 1; // the others train
}

std::optional<KeptAt> RecallSweep::next() {
    if (done_ == attractions_.size()) return std::nullopt;
    config_.attraction = attractions_[done_++];
    const auto map = make_projection(config_);
    map->set_rows(rows_);
    for (int i = 0; i < most_steps && map->step(); ++i) {
    }
    const MapTrust trust = map_trust(rows_, map->positions(), pool_);
    return KeptAt{config_.attraction, static_cast<float>(trust.kept), static_cast<float>(trust.kept_error)};
}

} // namespace wordfield::inline map
