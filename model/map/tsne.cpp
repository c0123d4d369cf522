// SPDX-License-Identifier: MIT
// The optimiser of t-SNE: momentum and gains as in van der Maaten's code, the learning rate of Belkina et al.
// 2019.
#include "model/map/tsne.hpp"

#include "model/core/decompositions.hpp"
#include "model/core/rng.hpp"
#include "model/map/attraction.hpp"
#include "model/map/new_company.hpp"
#include "model/map/pca.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace wordfield::inline map {

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
constexpr float strong_attraction = 4.0F; // above it a map may be pulled together to a point
constexpr float least_deviation = 0.05F;  // along each axis of such a map: so small that the kernel is flat
constexpr Index fewest_rows = 5;          // below, a perplexity means nothing and the map is that of the PCA

Matrix rows_of(const MapPoints& points) {
    Matrix rows(points.n, points.dims);
    for (int d = 0; d < points.dims; ++d)
        rows.col(d) = Eigen::Map<const Eigen::VectorXf>(points[d], points.n);
    return rows;
}

// What brings the spread of map(n, d) along each of its main axes to least_deviation where it is smaller;
// nothing where it is not.
std::optional<Eigen::MatrixXf> opening(const Matrix& map) {
    const Matrix covariance = map.transpose() * map / static_cast<float>(map.rows());
    const SymmetricEigen axes = symmetric_eigen(covariance.cast<double>());
    Eigen::VectorXf stretch = Eigen::VectorXf::Ones(map.cols());
    for (Index d = 0; d < stretch.size(); ++d) {
        const float deviation = static_cast<float>(std::sqrt(std::max(axes.values[d], 0.0)));
        if (deviation > 0.0F && deviation < least_deviation) stretch[d] = least_deviation / deviation;
    }
    if (stretch.maxCoeff() <= 1.0F) return std::nullopt;
    return (axes.vectors * stretch.cast<double>().asDiagonal() * axes.vectors.transpose()).cast<float>();
}

void transform(MapPoints& points, const Eigen::MatrixXf& by) {
    Matrix rows = rows_of(points) * by;
    for (int d = 0; d < points.dims; ++d)
        for (Index i = 0; i < points.n; ++i) points[d][i] = rows(i, d);
}

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
    if (config.attraction > config_.attraction) draw_together(config.attraction);
    config_.attraction = config.attraction;
    config_.learning_rate = config.learning_rate;
    search_.reset(); // it looks for too many neighbours, or too few
    waiting_rows_.reset();
    return true;
}

// A word more or less is no reason to tear down a finished map: those that stay keep their places, and
// newcomers are put among their neighbours once these are known.
bool TsneProjection::exchange_rows(std::span<const Index> from) {
    constexpr double most_changed = 0.2; // of the rows: beyond that another map is better
    const auto n = static_cast<Index>(from.size());
    const auto kept = static_cast<Index>(std::ranges::count_if(from, [](Index i) { return i >= 0; }));
    const auto most = static_cast<double>(std::max(n, points_.n));
    const bool same_map = static_cast<double>(kept) >= (1.0 - most_changed) * most;
    if (!same_map || iteration_ <= config_.unfolding || n < fewest_rows) return false;
    const MapPoints before = points_;
    points_ = MapPoints{n, config_.dims, MapPoints::far_away};
    velocity_ = attraction_ = push_ = MapPoints{n, config_.dims};
    gain_ = MapPoints{n, config_.dims, 1.0F};
    newcomers_.clear();
    for (Index i = 0; i < n; ++i) {
        if (from[i] < 0) newcomers_.push_back(i);
        for (int d = 0; d < config_.dims; ++d) points_[d][i] = from[i] < 0 ? 0.0F : before[d][from[i]];
    }
    forget_neighbours();
    repulsion_ = make_repulsion(n, config_.dims);
    copy_positions();
    return true;
}

void TsneProjection::forget_neighbours() {
    search_.reset();
    waiting_rows_.reset();
    centres_.resize(0, 0);
    recall_.reset();
    precisions_.clear();
    affinities_ = {};
}

// Groups that have drifted far apart are out of each other's reach, however hard they pull: the map of a
// strong attraction would be that of a weak one with tighter groups. Maps that begin with an attraction a
// have a radius of about √n / a once they are at rest (24 / a for 550 words, a from 1 to 4); a wider one is
// scaled.
void TsneProjection::draw_together(float attraction) {
    if (points_.n == 0) return;
    const auto n = static_cast<float>(points_.n);
    const float radius = positions_.norm() / std::sqrt(n);
    const float usual = std::sqrt(n) / attraction;
    if (radius <= 2.0F * usual) return;
    transform(points_, Eigen::MatrixXf::Identity(points_.dims, points_.dims) * (usual / radius));
    copy_positions();
    velocity_ = MapPoints{points_.n, points_.dims};
    gain_ = MapPoints{points_.n, points_.dims, 1.0F};
}

void TsneProjection::start_afresh(const Matrix& rows) {
    const Index n = rows.rows();
    points_ = MapPoints{n, config_.dims, MapPoints::far_away};
    velocity_ = attraction_ = push_ = MapPoints{n, config_.dims};
    gain_ = MapPoints{n, config_.dims, 1.0F};
    forget_neighbours();
    newcomers_.clear();
    repulsion_ = make_repulsion(n, config_.dims);
    iteration_ = 0;
    resting_ = true;
    held_open_ = false;
    const auto from = std::exchange(beginning_, std::nullopt);
    settles_ = false;
    if (from && from->positions.rows() == n && from->positions.cols() == config_.dims && n >= fewest_rows)
        go_on_from(*from);
    else
        unfold_from(rows);
}

void TsneProjection::go_on_from(const Beginning& beginning) {
    for (Index i = 0; i < points_.n; ++i)
        for (int d = 0; d < config_.dims; ++d) points_[d][i] = beginning.positions(i, d);
    copy_positions();
    iteration_ = config_.unfolding + 1;
    settles_ = beginning.settled;
}

void TsneProjection::unfold_from(const Matrix& rows) {
    const Index n = rows.rows();
    PcaProjection pca{config_.dims};
    pca.set_rows(rows);
    positions_ = pca.positions();
    const float spread = n > 0 ? positions_.col(0).norm() / std::sqrt(static_cast<float>(n)) : 0.0F;
    const float scale = spread > 0.0F ? start_radius / spread : 0.0F;
    Pcg32 rng{config_.seed};
    for (Index i = 0; i < n; ++i)
        for (int d = 0; d < config_.dims; ++d)
            points_[d][i] = config_.random_start ? start_radius * rng.normal()
                                                 : scale * positions_(i, d) + tie_breaker * rng.normal();
}

// Where words are few, a group has few of them, and a word that counted most of the others as near would tie
// the groups together: of 60 rows in 9 groups a third makes a map of purity .81, a sixth one of .93.
float TsneProjection::perplexity_for(Index n) const {
    return std::min(config_.perplexity, std::max(2.0F, static_cast<float>(n - 1) / 6.0F));
}

void TsneProjection::begin_search(const Matrix& rows) {
    const float perplexity = perplexity_for(rows.rows());
    search_.emplace(rows, static_cast<int>(3.0F * perplexity + 1.0F), centres_);
    // A search of some milliseconds is not worth spreading, and its map is never older than its rows.
    constexpr Index at_once = 4000;
    if (rows.rows() > at_once) return;
    while (search_->step(pool_)) {
    }
    finish_search();
}

void TsneProjection::finish_search() {
    const NeighbourGraph graph = search_->take();
    centres_ = search_->centres();
    const bool exact = search_->exact();
    search_.reset();
    recall_.reset();
    if (!exact) recall_ = SearchRecall{graph.recall, graph.recall_error};
    const float perplexity = perplexity_for(graph.n);
    const Affinities before = std::exchange(
        affinities_, symmetrise(graph, calibrate(graph, perplexity, precisions_, pool_), pool_));
    if (!newcomers_.empty())
        resettle(std::exchange(newcomers_, {}));
    else if (iteration_ > config_.unfolding && before.n == affinities_.n)
        resettle(rows_in_new_company(before, affinities_));
    since_news_ = quiet_ = 0;
    resting_ = std::exchange(settles_, false);
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

// The floor suits the unfolding and a weak attraction. Under a stronger one few words would swing about their
// places for ever.
float TsneProjection::learning_rate(float exaggeration) const {
    if (config_.learning_rate > 0.0F) return config_.learning_rate;
    const float rate = static_cast<float>(points_.n) / exaggeration;
    const bool strong = config_.attraction > 1.0F && iteration_ >= config_.unfolding;
    return strong ? rate : std::max(rate, least_rate);
}

void TsneProjection::iterate() {
    const bool unfolding = iteration_ < config_.unfolding;
    const float exaggeration = exaggeration_now();
    const float momentum = unfolding || held_open_ ? early_momentum : late_momentum;
    const float rate = learning_rate(exaggeration);
    before_ = positions_;
    const double z = repulsion_->compute(points_, push_, pool_);
    attract(affinities_, points_, attraction_, pool_);
    move(rate, momentum, exaggeration, z);
    recentre();
    copy_positions();
    if (config_.attraction > strong_attraction && !unfolding) hold_open();
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
            if (!held_open_) gain[i] = std::max(onward ? gain[i] + 0.2F : gain[i] * 0.8F, least_gain);
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
            const double step = held_open_ ? positions_(i, d) - before_(i, d) : velocity_[d][i];
            moved += step * step;
            radius += static_cast<double>(points_[d][i]) * points_[d][i];
        }
    const bool quiet = moved < radius * quiet_movement * quiet_movement;
    quiet_ = quiet ? quiet_ + 1 : 0;
    if (iteration_ <= config_.unfolding) return false;
    return quiet_ >= quiet_iterations || since_news_ >= config_.patience;
}

// Where every group of words is tied to the others more strongly than repulsion parts them, the smallest map
// is the best one. The shape in which it shrinks is that of the Laplacian eigenmap, but of its first
// coordinate alone (Linderman & Steinerberger 2019). Eigenmaps forbid that by holding the spread along each
// axis (Belkin & Niyogi 2003), and so do we. What is left is a power iteration, of each word by what its
// neighbours weigh together. Gains that follow the movement would disturb it, and so would more momentum: it
// makes all ways of moving die out equally fast but the very slowest.
void TsneProjection::hold_open() {
    const auto stretch = opening(positions_);
    held_open_ = stretch.has_value();
    if (!held_open_) return;
    transform(points_, *stretch);
    transform(velocity_, *stretch);
    copy_positions();
    for (Index i = 0; i < points_.n; ++i) {
        const auto row = std::span{affinities_.weight}.subspan(
            affinities_.begin[i], affinities_.begin[i + 1] - affinities_.begin[i]);
        const float weight = std::accumulate(row.begin(), row.end(), 0.0F) * static_cast<float>(points_.n);
        for (int d = 0; d < points_.dims; ++d) gain_[d][i] = 0.5F / std::max(weight, 0.1F);
    }
}

void TsneProjection::copy_positions() {
    positions_ = rows_of(points_);
}

std::optional<float> TsneProjection::divergence() const {
    if (affinities_.n == 0) return std::nullopt;
    MapPoints unused{points_.n, points_.dims};
    const double z = make_repulsion(points_.n, points_.dims)->compute(points_, unused, pool_);
    return static_cast<float>(divergence_less_log_z(affinities_, points_, pool_) + std::log(z));
}

} // namespace wordfield::inline map
