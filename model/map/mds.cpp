// SPDX-License-Identifier: MIT
// Stress majorization against landmarks, over rows that may move.
#include "model/map/mds.hpp"

#include "model/geometry/neighbours.hpp"
#include "model/map/pca.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace wordfield::inline map {

namespace {

constexpr Index most_distances = 20'000'000; // that are held: 80 MB
constexpr Index fewest_landmarks = 100;
constexpr Index rows_a_part = 64;
constexpr float relaxation = 1.7F; // any factor below 2 lowers the stress, this one faster than 1 (de Leeuw &
                                   // Heiser 1980); at 2 the size of the map would swing for ever
constexpr float least_square = 1e-20F; // of a distance on the map, to divide by
constexpr float near_share = 0.01F; // of |a|² + |b|², below which |a|² + |b|² - 2ab has lost too many digits
constexpr float jump = 0.5F;        // of the cloud's RMS radius
constexpr float quiet_step = 5e-5F; // of the map's RMS radius, per step
constexpr int quiet_steps = 5;
constexpr int patience = 300; // steps after which a map of still rows is left alone at the latest

int parts_of(Index n) {
    return static_cast<int>((n + rows_a_part - 1) / rows_a_part);
}

} // namespace

MdsProjection::MdsProjection(int dims, int landmarks, int threads)
    : dims_{dims}, wished_landmarks_{landmarks}, pool_{std::make_unique<ThreadPool>(threads)} {}

bool MdsProjection::adjust(const ProjectionConfig& config) {
    if (config.method != ProjectionMethod::Mds || config.dims != dims_ || config.threads != pool_->size())
        return false;
    if (config.landmarks != wished_landmarks_) landmarks_.clear();
    wished_landmarks_ = config.landmarks;
    return true;
}

void MdsProjection::set_rows(const Matrix& rows) {
    const bool same_words = rows.rows() == rows_.rows() && rows.cols() == rows_.cols();
    const Matrix before = std::exchange(rows_, rows);
    const Index n = rows.rows();
    const std::vector<Index> jumped = same_words ? rows_that_jumped(before) : std::vector<Index>{};
    if (!same_words || 2 * std::ssize(jumped) > n || positions_.squaredNorm() <= 0.0F)
        start_afresh();
    else
        place_at_nearest(jumped);
    if (n == 0) return;
    if (landmarks_.empty())
        landmarks_ = spread_sample(
            n, std::min<Index>(wished_landmarks_, std::max(fewest_landmarks, most_distances / n)));
    measure_distances();
    recentre();
    since_news_ = quiet_ = 0;
    resting_ = false;
}

void MdsProjection::start_afresh() {
    landmarks_.clear();
    resting_ = true;
    positions_.setZero(rows_.rows(), dims_);
    if (rows_.rows() == 0) return;
    const PrincipalComponents found = principal_components(rows_);
    const Index shown = std::min<Index>(dims_, rows_.cols());
    positions_.leftCols(shown) = (rows_.rowwise() - found.mean) * found.directions.leftCols(shown);
}

// Rows that were set by hand, or exchanged.
std::vector<Index> MdsProjection::rows_that_jumped(const Matrix& before) const {
    std::vector<Index> jumped;
    if (before.rows() == 0) return jumped;
    const float radius = std::sqrt((before.rowwise() - before.colwise().mean()).squaredNorm() /
                                   static_cast<float>(before.rows()));
    const Eigen::VectorXf way = (rows_ - before).rowwise().norm();
    for (Index i = 0; i < way.size(); ++i)
        if (way[i] > jump * radius) jumped.push_back(i);
    return jumped;
}

// A word that goes step by step may be held up half-way, where every direction is uphill at first.
void MdsProjection::place_at_nearest(const std::vector<Index>& jumped) {
    for (const Index i : jumped) {
        Eigen::VectorXf away = (rows_.rowwise() - rows_.row(i)).rowwise().squaredNorm();
        for (const Index other : jumped) away[other] = std::numeric_limits<float>::infinity();
        Index nearest = 0;
        away.minCoeff(&nearest);
        positions_.row(i) = positions_.row(nearest);
    }
}

void MdsProjection::measure_distances() {
    Matrix marks(std::ssize(landmarks_), rows_.cols());
    for (Index l = 0; l < marks.rows(); ++l) marks.row(l) = rows_.row(landmarks_[l]);
    distances_.resize(rows_.rows(), marks.rows());
    pool_->run(parts_of(rows_.rows()), [&](int part) {
        const Index begin = part * rows_a_part;
        measure_block(begin, std::min(begin + rows_a_part, rows_.rows()), marks);
    });
}

void MdsProjection::measure_block(Index begin, Index end, const Matrix& marks) {
    const RowVector squares = marks.rowwise().squaredNorm().transpose();
    auto block = distances_.middleRows(begin, end - begin);
    block.noalias() = rows_.middleRows(begin, end - begin) * marks.transpose();
    for (Index i = begin; i < end; ++i) {
        const float own = rows_.row(i).squaredNorm();
        auto row = distances_.row(i);
        row = (squares.array() + own).matrix() - 2.0F * row;
        for (Index l = 0; l < row.size(); ++l)
            if (row[l] < near_share * (squares[l] + own))
                row[l] = (rows_.row(i) - marks.row(l)).squaredNorm();
        row = row.cwiseSqrt();
    }
}

// With the mean of the landmarks at the origin, the place of row i that lowers an upper bound of its stress
// the most is the mean over landmarks l of distance in the space * direction from l to i (Borg & Groenen
// 2005, ch. 8). A landmark on the very spot has no direction and says nothing.
void MdsProjection::guttman(Index begin, Index end, const Eigen::ArrayXXf& marks) {
    Eigen::ArrayXf square(marks.rows()), weight(marks.rows());
    const float share = 1.0F / static_cast<float>(marks.rows());
    for (Index i = begin; i < end; ++i) {
        square = least_square;
        for (int d = 0; d < dims_; ++d) square += (positions_(i, d) - marks.col(d)).square();
        weight = distances_.row(i).transpose().array() * square.rsqrt();
        for (int d = 0; d < dims_; ++d) {
            const float goal = share * (weight * (positions_(i, d) - marks.col(d))).sum();
            next_(i, d) = positions_(i, d) + relaxation * (goal - positions_(i, d));
        }
    }
}

bool MdsProjection::step() {
    if (resting_ || landmarks_.empty()) return false;
    Eigen::ArrayXXf marks(std::ssize(landmarks_), dims_);
    for (Index l = 0; l < marks.rows(); ++l) marks.row(l) = positions_.row(landmarks_[l]).array();
    next_.resize(positions_.rows(), dims_);
    pool_->run(parts_of(positions_.rows()), [&](int part) {
        const Index begin = part * rows_a_part;
        guttman(begin, std::min(begin + rows_a_part, positions_.rows()), marks);
    });
    const float moved = (next_ - positions_).squaredNorm();
    positions_.swap(next_);
    recentre();
    quiet_ = moved <= quiet_step * quiet_step * positions_.squaredNorm() ? quiet_ + 1 : 0;
    resting_ = quiet_ >= quiet_steps || ++since_news_ >= patience;
    return !resting_;
}

// The landmarks' mean to the origin.
void MdsProjection::recentre() {
    RowVector mean = RowVector::Zero(dims_);
    for (const Index l : landmarks_) mean += positions_.row(l);
    positions_.rowwise() -= mean / static_cast<float>(landmarks_.size());
}

} // namespace wordfield::inline map
