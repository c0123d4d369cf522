// SPDX-License-Identifier: MIT
// The optimiser of t-SNE: momentum and gains as in van der Maaten's code, the learning rate of Belkina et al.
// 2019.
#include "model/geometry/tsne.hpp"

#include "model/core/rng.hpp"
#include "model/geometry/attraction.hpp"
#include "model/geometry/new_company.hpp"
#include "model/geometry/pca.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace wordfield {

namespace {

constexpr float start_radius = 1e-4F; // deviation of the first component at the start (Kobak & Berens 2019)
constexpr float tie_breaker = 1e-7F;
constexpr float early_momentum = 0.5F;
constexpr float late_momentum = 0.8F;
constexpr float fade_share = 0.4F; // of the unfolding, half before its end and half after
constexpr float least_gain = 0.01F;
constexpr float longest_step = 5.0F;
constexpr float quiet_movement = 1e-4F; // of the map's RMS radius, per iteration
constexpr int quiet_iterations = 20;
constexpr Index fewest_rows = 5; // below, a perplexity means nothing and the map is that of the PCA

} // namespace

TsneProjection::TsneProjection(const TsneConfig& config) : config_{config}, pool_{config.threads} {}

int TsneProjection::steps_per_layout() const {
    return 10;
}

float TsneProjection::progress() const {
    return search_ ? search_->progress() : 1.0F;
}

void TsneProjection::set_rows(const Matrix& rows) {
    if (rows.rows() != points_.n) start_afresh(rows);
    if (points_.n < fewest_rows) return;
    if (search_) {
        waiting_rows_ = rows; // a search is always finished, or a fast trainer would never let one end
    } else {
        begin_search(rows);
    }
}

bool TsneProjection::adjust(const ProjectionConfig& config) {
    const bool same_map = config.method == ProjectionMethod::Tsne && config.dims == config_.dims &&
                          config.seed == config_.seed && config.exaggeration == config_.exaggeration &&
                          config.threads == config_.threads;
    if (!same_map) return false;
    config_.perplexity = config.perplexity;
    config_.attraction = config.attraction;
    config_.learning_rate = config.learning_rate;
    search_.reset(); // it looks for too many neighbours, or too few
    waiting_rows_.reset();
    return true;
}

void TsneProjection::start_afresh(const Matrix& rows) {
    const Index n = rows.rows();
    PcaProjection pca{config_.dims};
    pca.set_rows(rows);
    positions_ = pca.positions();
    points_ = MapPoints{n, config_.dims, MapPoints::far_away};
    velocity_ = attraction_ = push_ = MapPoints{n, config_.dims};
    gain_ = MapPoints{n, config_.dims, 1.0F};
    const float spread = n > 0 ? positions_.col(0).norm() / std::sqrt(static_cast<float>(n)) : 0.0F;
    const float scale = spread > 0.0F ? start_radius / spread : 0.0F;
    Pcg32 rng{config_.seed};
    for (Index i = 0; i < n; ++i)
        for (int d = 0; d < config_.dims; ++d)
            points_[d][i] = scale * positions_(i, d) + tie_breaker * rng.normal();
    search_.reset();
    waiting_rows_.reset();
    precisions_.clear();
    affinities_ = {};
    repulsion_ = make_repulsion(n, config_.dims);
    iteration_ = 0;
    resting_ = true;
}

// Where words are few, a group has few of them, and a word that counted most of the others as near would tie
// the groups together: of 60 rows in 9 groups a third makes a map of purity .81, a sixth one of .93.
float TsneProjection::perplexity_for(Index n) const {
    return std::min(config_.perplexity, std::max(2.0F, static_cast<float>(n - 1) / 6.0F));
}

void TsneProjection::begin_search(const Matrix& rows) {
    const float perplexity = perplexity_for(rows.rows());
    search_.emplace(rows, static_cast<int>(3.0F * perplexity + 1.0F));
    // A search of some milliseconds is not worth spreading, and its map is never older than its rows.
    constexpr Index at_once = 4000;
    if (rows.rows() > at_once) return;
    while (search_->step(pool_)) {
    }
    finish_search();
}

void TsneProjection::finish_search() {
    const NeighbourGraph graph = search_->take();
    search_.reset();
    const float perplexity = perplexity_for(graph.n);
    const Affinities before = std::exchange(
        affinities_, symmetrise(graph, calibrate(graph, perplexity, precisions_, pool_), pool_));
    if (iteration_ > config_.unfolding) resettle(rows_in_new_company(before, affinities_));
    since_news_ = quiet_ = 0;
    resting_ = false;
    if (waiting_rows_) begin_search(*std::exchange(waiting_rows_, std::nullopt));
}

void TsneProjection::resettle(std::span<const Index> rows) {
    place_in_company(affinities_, rows, points_);
    for (const Index i : rows)
        for (int d = 0; d < points_.dims; ++d) {
            velocity_[d][i] = 0.0F;
            gain_[d][i] = 1.0F;
        }
}

bool TsneProjection::step() {
    if (search_ && !search_->step(pool_)) finish_search();
    if (affinities_.n > 0 && !resting_) {
        iterate();
        resting_ = at_rest();
    }
    return search_.has_value() || !resting_;
}

// Full until shortly before the end of the unfolding, then down to 1 by equal factors: switched off at once,
// the map would burst.
float TsneProjection::exaggeration_now() const {
    const float fade = fade_share * static_cast<float>(config_.unfolding);
    const float left =
        (static_cast<float>(config_.unfolding - iteration_) + 0.5F * fade) / std::max(fade, 1.0F);
    const float early = std::clamp(left, 0.0F, 1.0F);
    return std::pow(config_.exaggeration, early) * std::pow(config_.attraction, 1.0F - early);
}

void TsneProjection::iterate() {
    const bool unfolding = iteration_ < config_.unfolding;
    const float exaggeration = exaggeration_now();
    const float momentum = unfolding ? early_momentum : late_momentum;
    const float rate = config_.learning_rate > 0.0F
                           ? config_.learning_rate
                           : std::max(static_cast<float>(points_.n) / exaggeration, least_rate);
    const double z = repulsion_->compute(points_, push_, pool_);
    attract(affinities_, points_, attraction_, pool_);
    move(rate, momentum, exaggeration, z);
    recentre();
    copy_positions();
    ++iteration_;
    ++since_news_;
}

void TsneProjection::move(float learning_rate, float momentum, float exaggeration, double z) {
    const auto push_scale = static_cast<float>(1.0 / z);
    for (int d = 0; d < points_.dims; ++d) {
        float* const at = points_[d];
        float* const velocity = velocity_[d];
        float* const gain = gain_[d];
        const float* const pull = attraction_[d];
        const float* const push = push_[d];
        for (Index i = 0; i < points_.n; ++i) {
            const float gradient = exaggeration * pull[i] - push_scale * push[i];
            const bool onward = gradient * velocity[i] < 0.0F; // downhill, the way it moves already
            gain[i] = std::max(onward ? gain[i] + 0.2F : gain[i] * 0.8F, least_gain);
            const float next = momentum * velocity[i] - learning_rate * gain[i] * gradient;
            velocity[i] = std::clamp(next, -longest_step, longest_step);
            at[i] += velocity[i];
        }
    }
}

void TsneProjection::recentre() {
    for (int d = 0; d < points_.dims; ++d) {
        const double sum = std::accumulate(points_[d], points_[d] + points_.n, 0.0);
        const auto mean = static_cast<float>(sum / static_cast<double>(points_.n));
        for (Index i = 0; i < points_.n; ++i) points_[d][i] -= mean;
    }
}

bool TsneProjection::at_rest() {
    double moved = 0.0;
    double radius = 0.0;
    for (int d = 0; d < points_.dims; ++d)
        for (Index i = 0; i < points_.n; ++i) {
            moved += static_cast<double>(velocity_[d][i]) * velocity_[d][i];
            radius += static_cast<double>(points_[d][i]) * points_[d][i];
        }
    const bool quiet = moved < radius * quiet_movement * quiet_movement;
    quiet_ = quiet ? quiet_ + 1 : 0;
    if (iteration_ <= config_.unfolding) return false;
    return quiet_ >= quiet_iterations || since_news_ >= config_.patience;
}

void TsneProjection::copy_positions() {
    for (int d = 0; d < points_.dims; ++d)
        positions_.col(d) = Eigen::Map<const Eigen::VectorXf>(points_[d], points_.n);
}

std::optional<float> TsneProjection::divergence() const {
    if (affinities_.n == 0) return std::nullopt;
    MapPoints unused{points_.n, points_.dims};
    const double z = make_repulsion(points_.n, points_.dims)->compute(points_, unused, pool_);
    return static_cast<float>(divergence_less_log_z(affinities_, points_, pool_) + std::log(z));
}

} // namespace wordfield
